/**
 * The header that makes a browser save a file under a name people gave (RFC 6266):
 * an ASCII form for old clients, the real one in UTF-8 (RFC 8187). Never contains what a file system or a header would misread.
 */
export function attachmentDisposition(title: string, extension: string): string {
  const base = title
    .normalize('NFC')
    // Control and format characters, path separators, and what Windows refuses in names.
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '')
    .slice(0, 120)
    // The cut may have split a character in two.
    .replace(/\p{Cs}/gu, '')
    .trim();
  const name = `${base === '' ? 'replay' : base}${extension}`;
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/[%\\"]/g, '_');
  // encodeURIComponent leaves these four alone, RFC 8187 does not allow them.
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
