import type HlsPlayer from 'hls.js';
import type { ErrorData, Fragment } from 'hls.js';
import type { LiveFragment } from './wall-clock.ts';

/** What became of looking at a buffer. */
export interface BufferView {
  onFragments: (fragments: LiveFragment[]) => void;
  onProblem: (text: string | undefined) => void;
  signal: AbortSignal;
}

/** Where a viewer is carried to whose picture has left the buffer: so far behind the oldest media, seconds. */
const edgeSeconds = 1;
const retryMs = 3_000;
const texts: Readonly<Record<number, string>> = {
  400: 'This buffer has ended.',
  401: 'Your sign-in has ended. Sign in again.',
  403: 'You may not look back in this call now.',
  404: 'There is nothing to show yet. A share appears here some seconds after it began.',
};

/** Plays a buffer that is being written, and tells what it holds. Detaches when the signal aborts. */
export async function followBuffer(video: HTMLVideoElement, sessionId: string, view: BufferView): Promise<void> {
  const { signal, onFragments, onProblem } = view;
  const { default: Hls } = await import('hls.js');
  if (signal.aborted) return;
  if (!Hls.isSupported()) {
    onProblem('This browser cannot play what is being recorded. Capture works all the same.');
    return;
  }
  const hls = new Hls({ backBufferLength: 30, maxBufferLength: 12, testBandwidth: false });
  let oldestName: string | undefined;
  const tell = () => {
    const fragments = listFragments(hls);
    const oldest = fragments[0];
    const hasMoved = oldestName !== undefined && oldest?.name !== oldestName;
    if (oldest && hasMoved && video.currentTime < oldest.startSeconds) video.currentTime = oldest.startSeconds + edgeSeconds;
    oldestName = oldest?.name;
    if (fragments.length > 0) onProblem(undefined);
    onFragments(fragments);
  };
  // A list is told of before anything of it is loaded, and its times become exact with each segment.
  const { LEVEL_UPDATED, LEVEL_PTS_UPDATED, AUDIO_TRACK_UPDATED, FRAG_BUFFERED } = Hls.Events;
  for (const event of [LEVEL_UPDATED, LEVEL_PTS_UPDATED, AUDIO_TRACK_UPDATED, FRAG_BUFFERED] as const) hls.on(event, tell);
  let timer: ReturnType<typeof setTimeout> | undefined;
  hls.on(Hls.Events.ERROR, (_event, error) => {
    if (!error.fatal) return;
    onProblem(describeProblem(error));
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR) {
      hls.recoverMediaError();
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => hls.loadSource(`/media/sessions/${encodeURIComponent(sessionId)}/main.m3u8`), retryMs);
  });
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer);
      hls.destroy();
    },
    { once: true },
  );
  hls.attachMedia(video);
  hls.loadSource(`/media/sessions/${encodeURIComponent(sessionId)}/main.m3u8`);
}

function describeProblem({ response, details }: ErrorData): string {
  if (response?.code !== undefined && Object.hasOwn(texts, response.code)) return texts[response.code] ?? '';
  if (/codec/i.test(details)) return 'This browser cannot show the codec of this share. Capture works all the same.';
  return 'The buffer cannot be reached. Trying again.';
}

/** What both lists hold: they are read at different moments, and hls.js loads no sound for a place before its own list. */
function listFragments(hls: HlsPlayer): LiveFragment[] {
  const details = hls.levels[Math.max(0, hls.currentLevel)]?.details ?? hls.latestLevelDetails;
  const soundFrom = hls.audioTracks[hls.audioTrack]?.details?.startSN ?? 0;
  return (details?.fragments ?? []).flatMap((fragment: Fragment) =>
    fragment.programDateTime === null || Number(fragment.sn) < soundFrom
      ? []
      : [
          {
            name: /([^/]+)\.\w+$/.exec(fragment.relurl ?? '')?.[1] ?? '',
            startSeconds: fragment.start,
            durationSeconds: fragment.duration,
            startsAtMs: fragment.programDateTime,
          },
        ],
  );
}
