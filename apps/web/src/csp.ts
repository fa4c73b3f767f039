/** What {@link buildContentSecurityPolicy} needs to know. */
export interface PolicyInput {
  /** Fresh for every response; Next stamps it on its own scripts. */
  nonce: string;
  /** Where the browser reaches LiveKit: ws:// or wss://. */
  livekitUrl: string;
  /** The development server evaluates code for hot reload. */
  isDevelopment: boolean;
}

/**
 * The content security policy of a page.
 * Styles may be inline because Mantine and media-chrome write style attributes and shadow styles;
 * `blob:` is for the worker and the media source of hls.js.
 */
export function buildContentSecurityPolicy({ nonce, livekitUrl, isDevelopment }: PolicyInput): string {
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob: mediastream:`,
    `font-src 'self'`,
    `worker-src 'self' blob:`,
    `connect-src 'self' ${livekitSources(livekitUrl).join(' ')}`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/**
 * The client opens a WebSocket and, when that fails, asks the same host by HTTP why;
 * LiveKit Cloud moves clients to regional hosts of the same domain.
 */
function livekitSources(livekitUrl: string): string[] {
  const { host, hostname, protocol } = new URL(livekitUrl);
  const isSecure = protocol === 'wss:' || protocol === 'https:';
  const sources = isSecure ? [`wss://${host}`, `https://${host}`] : [`ws://${host}`, `http://${host}`];
  if (hostname.endsWith('.livekit.cloud')) sources.push('wss://*.livekit.cloud', 'https://*.livekit.cloud');
  return sources;
}
