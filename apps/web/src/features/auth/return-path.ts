/**
 * The path to go to after sign-in: only a path of this site, never another origin
 * ("//evil.example" and "/\evil.example" are addresses of other hosts to a browser).
 */
export function safeReturnPath(value: string | string[] | undefined): string {
  const path = Array.isArray(value) ? value[0] : value;
  if (path === undefined || !/^\/(?![/\\])/.test(path)) return '/';
  try {
    const url = new URL(path, 'http://here.invalid');
    return url.host === 'here.invalid' ? `${url.pathname}${url.search}${url.hash}` : '/';
  } catch {
    return '/';
  }
}
