/** How to play an HLS playlist on a video element. */
export interface PlaylistOptions {
  url: string;
  /** Where to begin, on the playlist's own time line. */
  startSeconds: number;
  /** Detaches when aborted. */
  signal: AbortSignal;
  onFailed: (text: string) => void;
}

/** Fetches the player ahead of the first capture, so that only the moment itself has to be loaded then. */
export function preloadPlaylistPlayer(): void {
  void import('hls.js').catch(() => undefined);
}

const failure = 'The preview cannot be played here. The clip will be ready in a moment.';

/** Attaches a playlist by hls.js, loaded only when one is played; browsers without media sources (iPhones) play HLS by themselves. */
export async function attachPlaylist(video: HTMLVideoElement, options: PlaylistOptions): Promise<void> {
  const { url, startSeconds, signal, onFailed } = options;
  const { default: Hls } = await import('hls.js');
  if (signal.aborted) return;
  if (!Hls.isSupported()) {
    video.addEventListener('loadedmetadata', () => (video.currentTime = startSeconds), { once: true, signal });
    video.addEventListener('error', () => onFailed(failure), { signal });
    video.src = url;
    return;
  }
  const hls = new Hls({ startPosition: startSeconds, startFragPrefetch: true, testBandwidth: false, maxBufferLength: 20 });
  hls.on(Hls.Events.ERROR, (_event, data) => {
    if (data.fatal) onFailed(failure);
  });
  signal.addEventListener('abort', () => hls.destroy(), { once: true });
  hls.attachMedia(video);
  hls.loadSource(url);
}
