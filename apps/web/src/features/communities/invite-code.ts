/** The address that lets people in. */
export function inviteUrl(origin: string, code: string): string {
  return `${origin}/join/${encodeURIComponent(code)}`;
}

/** The code in what somebody pasted: a whole link of any origin, or the code itself. */
export function parseInvite(text: string): string {
  const given = text.trim();
  const inLink = /\/join\/([^/?#\s]+)/.exec(given)?.[1];
  if (inLink === undefined) return given;
  try {
    return decodeURIComponent(inLink);
  } catch {
    return inLink;
  }
}
