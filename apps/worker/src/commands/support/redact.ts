import type { Variables } from '../../env.ts';

/** A variable of this name holds something that nobody else may read. */
const SECRET_NAME = /SECRET|TOKEN|PASSWORD|PASSPHRASE|PRIVATE|CREDENTIAL|API_?KEY|ACCESS_?KEY|DSN/i;
/** Shorter values would also be found in words that are none. */
const SHORTEST_SECRET = 4;
const JSON_WEB_TOKEN = /\beyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/g;
const BEARER = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi;
const USER_IN_URL = /\b([a-z][a-z\d+.-]*:\/\/)[^\s/@"']*@/gi;
const NAMED_SECRET = /\b([\w-]*(?:secret|token|password|passwd|cookie|authorization)[\w-]*["']?\s*[:=]\s*["']?)[^\s"',;&]{4,}/gi;
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const HIDDEN = '[redacted]';

/** Takes secrets and addresses of people out of whatever is to be told; keys of objects included. */
export function createRedactor(variables: Variables): (value: unknown) => unknown {
  const secrets = listSecrets(variables);
  const redactText = (text: string): string => {
    let clean = text;
    for (const secret of secrets) clean = clean.replaceAll(secret, HIDDEN);
    return clean
      .replace(USER_IN_URL, `$1${HIDDEN}@`)
      .replace(JSON_WEB_TOKEN, HIDDEN)
      .replace(BEARER, `$1 ${HIDDEN}`)
      .replace(NAMED_SECRET, `$1${HIDDEN}`)
      .replace(MAIL, '[address]');
  };
  const redact = (value: unknown): unknown => {
    if (typeof value === 'string') return redactText(value);
    if (Array.isArray(value)) return value.map(redact);
    if (value instanceof Date || typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [redactText(key), redact(inner)]));
  };
  return redact;
}

/** The environment as far as it is told: whether a secret is set, never what it is. */
export function describeVariables(variables: Variables, names: RegExp): Record<string, string> {
  const told = Object.entries(variables).filter(([name, value]) => names.test(name) && value !== undefined && value !== '');
  return Object.fromEntries(
    told.map(([name, value]) => [name, SECRET_NAME.test(name) ? `[set, ${value?.length ?? 0} characters]` : (value ?? '')]),
  );
}

/** Values of secret variables and passwords in addresses, in every spelling they may appear in; longest first. */
function listSecrets(variables: Variables): string[] {
  const values = Object.entries(variables).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return SECRET_NAME.test(name) ? [value, ...passwordsIn(value)] : passwordsIn(value);
  });
  const spelled = values.flatMap((value) => [
    value,
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('base64url'),
    JSON.stringify(value).slice(1, -1),
  ]);
  return [...new Set(spelled)].filter((value) => value.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
}

function passwordsIn(value: string): string[] {
  if (!URL.canParse(value)) return [];
  const { password } = new URL(value);
  if (password === '') return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    // A lone percent sign: it was never encoded.
    return [password];
  }
}
