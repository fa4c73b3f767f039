import {
  AudioSource,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoCodec,
  VideoFrame,
  VideoSource,
} from '@livekit/rtc-node';
import { startBeepPlayer } from './beep-player.ts';
import { sampleRate } from './beep.ts';
import { createClockPainter } from './clock-painter.ts';
import { startFrameTimer } from './frame-timer.ts';

/** How and where to publish. */
export interface SyntheticShareOptions {
  /** LiveKit's signalling address, ws:// or http://. */
  url: string;
  /** Access token with the right to publish into one room. */
  token: string;
  /** Even pixels, default 1280 x 720. */
  width?: number;
  height?: number;
  /** Default 15. */
  framesPerSecond?: number;
  /** Default h264. */
  codec?: 'h264' | 'vp8';
  /** Whether the beep is published as the share's sound, default true. */
  audio?: boolean;
  /** Added to the machine's clock before it is drawn and before it decides when to beep: a sharer whose clock is off. */
  clockOffsetMs?: number;
  /** Highest video bitrate in bits per second, default 2,500,000. */
  bitrate?: number;
  /** Called once when the connection ended for good without `stop`. */
  onDisconnected?: () => void;
}

/** The SIDs of what is published now. */
export interface SyntheticShareTracks {
  videoTrackSid: string;
  /** Undefined without sound. */
  audioTrackSid: string | undefined;
}

/** A running share; its SIDs change with `republish` and after LiveKit restarted. */
export interface SyntheticShare extends SyntheticShareTracks {
  /** Stops sending pictures and sound while the tracks stay published. */
  pause(): Promise<void>;
  resume(): void;
  /** Goes on with a picture of another size. */
  resize(width: number, height: number): void;
  /** Unpublishes both tracks and publishes new ones. */
  republish(): Promise<SyntheticShareTracks>;
  /** Ends the share and leaves the room. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Publishes a clock picture and its beep as screen share and screen-share audio, encoded live without a browser.
 * Resolves once both tracks are published; about a tenth of a core at 720p15.
 * @throws Error when LiveKit refuses the connection or a track
 */
export async function startSyntheticShare(options: SyntheticShareOptions): Promise<SyntheticShare> {
  const { framesPerSecond = 15, codec = 'h264', audio = true, clockOffsetMs = 0, bitrate = 2_500_000 } = options;
  const now = (): number => Date.now() + clockOffsetMs;
  let painter = createClockPainter(options.width ?? 1280, options.height ?? 720);
  const room = new Room();
  await room.connect(options.url, options.token, { autoSubscribe: false, dynacast: false });

  let isStopped = false;
  let stopMedia = async (): Promise<void> => {};
  room.on(RoomEvent.Disconnected, () => {
    if (!isStopped) options.onDisconnected?.();
  });

  async function publish(): Promise<SyntheticShareTracks> {
    const participant = room.localParticipant;
    if (!participant) throw new Error('LiveKit ended the connection before the share was published');
    const videoSource = new VideoSource(painter.width, painter.height);
    const videoTrack = LocalVideoTrack.createVideoTrack('screen', videoSource);
    const video = await participant.publishTrack(
      videoTrack,
      new TrackPublishOptions({
        source: TrackSource.SOURCE_SCREENSHARE,
        videoCodec: codec === 'h264' ? VideoCodec.H264 : VideoCodec.VP8,
        videoEncoding: { maxBitrate: BigInt(bitrate), maxFramerate: framesPerSecond },
        simulcast: false,
      }),
    );
    // No queue: a frame handed over is sent at once, so that sound and picture keep one time.
    const audioSource = audio ? new AudioSource(sampleRate, 1, 0) : undefined;
    const audioTrack = audioSource && LocalAudioTrack.createAudioTrack('screen-audio', audioSource);
    const sound =
      audioTrack &&
      (await participant.publishTrack(
        audioTrack,
        new TrackPublishOptions({ source: TrackSource.SOURCE_SCREENSHARE_AUDIO, dtx: false, red: false }),
      ));
    startMedia(videoSource, audioSource);
    unpublish = async () => {
      await stopMedia();
      for (const sid of [video.sid, sound?.sid]) {
        if (sid === undefined || !room.isConnected) continue;
        await participant.unpublishTrack(sid).catch((error: unknown) => {
          // LiveKit may end the room while the share is stopped; nothing is published then either.
          if (!isStopped) throw error;
        });
      }
      await videoTrack.close();
      await audioTrack?.close();
    };
    restartMedia = () => {
      startMedia(videoSource, audioSource);
    };
    if (video.sid === undefined) throw new Error('LiveKit gave the published track no id');
    return { videoTrackSid: video.sid, audioTrackSid: sound?.sid };
  }

  let unpublish = async (): Promise<void> => {};
  let restartMedia = (): void => {};
  let isRunning = false;

  function startMedia(videoSource: VideoSource, audioSource: AudioSource | undefined): void {
    if (isRunning) return;
    isRunning = true;
    const stopPicture = startFrameTimer(framesPerSecond, now, (clockMs) => {
      painter.draw(clockMs);
      videoSource.captureFrame(new VideoFrame(painter.data, painter.width, painter.height, VideoBufferType.I420));
    });
    const stopSound = audioSource && startBeepPlayer(audioSource, now);
    stopMedia = async () => {
      isRunning = false;
      stopPicture();
      await stopSound?.();
    };
  }

  let tracks: SyntheticShareTracks;
  try {
    tracks = await publish();
  } catch (error) {
    isStopped = true;
    await room.disconnect();
    throw error;
  }
  return {
    get videoTrackSid() {
      return tracks.videoTrackSid;
    },
    get audioTrackSid() {
      return tracks.audioTrackSid;
    },
    pause: () => stopMedia(),
    resume: () => {
      restartMedia();
    },
    resize(width, height) {
      painter = createClockPainter(width, height);
    },
    async republish() {
      await unpublish();
      tracks = await publish();
      return tracks;
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      await unpublish();
      await room.disconnect();
    },
  };
}
