/** What an offer says about one track to be received. */
export interface MediaSection {
  mid: string;
  kind: 'video' | 'audio';
  /** Whether the other side sends here now. */
  active: boolean;
  ssrc: number;
  trackSid: string;
  /** MIME type of each payload type, e.g. `video/h264`. */
  codecs: Map<number, string>;
}

/** Reads the audio and video sections of an offer (RFC 8866, RFC 8829); others and those without SSRC are left out. */
export function parseMediaSections(sdp: string): MediaSection[] {
  return sdp
    .split(/\r?\nm=/)
    .slice(1)
    .flatMap(parseSection);
}

function parseSection(section: string): MediaSection[] {
  const lines = section.split(/\r?\n/);
  const [kind, port] = (lines[0] ?? '').split(' ');
  if (kind !== 'video' && kind !== 'audio') return [];
  const values = (name: string) => lines.filter((line) => line.startsWith(`a=${name}:`)).map((line) => line.slice(name.length + 3));
  // With a retransmission stream beside it, the group names the primary one first (RFC 5576 section 4.2).
  const ssrcText =
    values('ssrc-group')
      .find((group) => group.startsWith('FID '))
      ?.split(' ')[1] ?? values('ssrc')[0];
  const ssrc = Number.parseInt(ssrcText ?? '', 10);
  if (!Number.isInteger(ssrc)) return [];
  const sends = lines.includes('a=sendonly') || lines.includes('a=sendrecv');
  return [
    {
      mid: values('mid')[0] ?? '',
      kind,
      active: sends && port !== '0',
      ssrc,
      trackSid: (values('msid')[0] ?? '').split(' ')[1] ?? '',
      codecs: new Map(values('rtpmap').map((line) => parseRtpMap(kind, line))),
    },
  ];
}

function parseRtpMap(kind: string, line: string): [number, string] {
  const [payloadType = '', encoding = ''] = line.split(' ');
  return [Number.parseInt(payloadType, 10), `${kind}/${(encoding.split('/')[0] ?? '').toLowerCase()}`];
}
