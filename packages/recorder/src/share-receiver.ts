import type { ParticipantInfo } from '@livekit/protocol';
import { createPublisherClock, type PublisherClock } from './clock/publisher-clock.ts';
import { findRecordableCodec } from './rtp/codecs.ts';
import type { RtpStreamStats } from './rtp/rtp-stream.ts';
import { findShare, type Share, type SharedTrack, whyNotRecordable } from './signal/find-share.ts';
import type { MediaSection } from './signal/media-section.ts';
import type { RoomConnection } from './signal/room-connection.ts';
import type { GapReason, TrackRecording } from './track-recording.ts';

export interface ShareReceiverOptions {
  participantIdentity: string;
  quality: 'low' | 'medium' | 'high';
  tracks: { video: TrackRecording; audio: TrackRecording };
  onShareEnded: (reason: string) => void;
  onNotRecordable: (code: 'end-to-end-encrypted' | 'unsupported-codec', message: string) => void;
  onStreamRetired: (stats: RtpStreamStats) => void;
}

/** Follows one person's share: subscribes to its tracks and hands their packets to the track recordings. */
export interface ShareReceiver {
  /** A generation joined; undefined while there is none. */
  setConnection(connection: RoomConnection | undefined): void;
  onParticipants(participants: ReadonlyMap<string, ParticipantInfo>): void;
  onSections(sections: MediaSection[]): void;
  onStreamState(trackSid: string, paused: boolean): void;
  onRtp(ssrc: number, payloadType: number, sequence: number, timestamp: number, marker: boolean, payload: Buffer, arrivalMs: number): void;
  onSenderReport(ssrc: number, ntpTime: bigint, rtpTimestamp: number, arrivalMs: number): void;
}

interface Subscription {
  track: SharedTrack;
  recording: TrackRecording;
}

/** What is known of an SSRC; `payloadType` is that of the stream attached. */
interface Route {
  section: MediaSection;
  recording: TrackRecording;
  payloadType: number | undefined;
}

/** Nothing is subscribed before the first connection. */
export function createShareReceiver(options: ShareReceiverOptions): ShareReceiver {
  const { tracks } = options;
  const subscriptions = new Map<string, Subscription>();
  const routes = new Map<number, Route>();
  let connection: RoomConnection | undefined;
  let sections: MediaSection[] = [];
  let participants: ReadonlyMap<string, ParticipantInfo> = new Map();
  let publisher: { sid: string; clock: PublisherClock } | undefined;
  let isShared = false;

  function follow(): void {
    if (connection === undefined) return;
    const share = findShare(participants.values(), options.participantIdentity);
    const wanted = share === undefined ? [] : wantedTracks(share);
    for (const [sid, { recording }] of subscriptions) {
      if (wanted.every((track) => track.sid !== sid)) unsubscribe(sid, recording);
    }
    for (const track of wanted) {
      const problem = whyNotRecordable(track);
      if (problem !== undefined && track.kind === 'video') {
        options.onNotRecordable(problem.code, problem.message);
        return;
      }
      // Sound that cannot be recorded costs its sound, not the picture.
      if (problem === undefined) subscribe(connection, track);
    }
    noteShared(share);
  }

  function noteShared(share: Share | undefined): void {
    if (share !== undefined && publisher?.sid !== share.participantSid) {
      publisher = { sid: share.participantSid, clock: createPublisherClock() };
    }
    const was = isShared;
    isShared = share?.video !== undefined;
    if (was && !isShared) options.onShareEnded(share === undefined ? 'participant-left' : 'unpublished');
  }

  function subscribe(to: RoomConnection, track: SharedTrack): void {
    const known = subscriptions.get(track.sid);
    const recording = tracks[track.kind];
    subscriptions.set(track.sid, { track, recording });
    if (known === undefined) {
      to.subscribe([track.sid], true);
      if (track.kind === 'video') to.requestQuality(track.sid, options.quality);
      route();
    } else if (known.track.muted !== track.muted) {
      if (track.muted) recording.pause();
      else recording.unpause();
    }
  }

  function unsubscribe(sid: string, recording: TrackRecording): void {
    subscriptions.delete(sid);
    connection?.subscribe([sid], false);
    for (const [ssrc, { section }] of routes) if (section.trackSid === sid) drop(ssrc, recording, 'republished');
  }

  function drop(ssrc: number, recording: TrackRecording, reason: GapReason): void {
    routes.delete(ssrc);
    if (recording.stream?.ssrc !== ssrc) return;
    options.onStreamRetired(recording.stream.stats);
    recording.detach(reason);
  }

  /** Brings the SSRCs of the last offer and the subscriptions together. */
  function route(): void {
    for (const section of sections) {
      const subscription = subscriptions.get(section.trackSid);
      const known = routes.get(section.ssrc);
      if (known !== undefined && (!section.active || known.section.trackSid !== section.trackSid)) {
        drop(section.ssrc, known.recording, 'republished');
      }
      if (subscription === undefined || !section.active) continue;
      const payloadType = routes.get(section.ssrc)?.payloadType;
      routes.set(section.ssrc, { section, recording: subscription.recording, payloadType });
    }
  }

  /** The first packet of a stream, or of another codec on the same SSRC, says what it is. */
  function attach(ssrc: number, to: Route, payloadType: number): boolean {
    const mimeType = to.section.codecs.get(payloadType);
    const codec = mimeType === undefined ? undefined : findRecordableCodec(mimeType);
    if (codec === undefined || publisher === undefined) return false;
    if (to.recording.stream !== undefined) {
      options.onStreamRetired(to.recording.stream.stats);
      to.recording.detach('republished');
    }
    to.payloadType = payloadType;
    to.recording.attach(ssrc, codec, publisher.clock);
    return true;
  }

  return {
    setConnection(next) {
      for (const [ssrc, { recording }] of routes) drop(ssrc, recording, 'rejoined');
      subscriptions.clear();
      sections = [];
      connection = next;
      if (next === undefined) participants = new Map();
      else follow();
    },
    onParticipants(now) {
      participants = now;
      follow();
    },
    onSections(offered) {
      sections = offered;
      route();
    },
    onStreamState(trackSid, paused) {
      const recording = subscriptions.get(trackSid)?.recording;
      if (paused) recording?.pause();
      else recording?.unpause();
    },
    onRtp(ssrc, payloadType, sequence, timestamp, marker, payload, arrivalMs) {
      const to = routes.get(ssrc);
      if (to === undefined) return;
      if (to.payloadType !== payloadType && !attach(ssrc, to, payloadType)) return;
      to.recording.stream?.onRtp(sequence, timestamp, marker, payload, arrivalMs);
    },
    onSenderReport(ssrc, ntpTime, rtpTimestamp, arrivalMs) {
      const { recording } = routes.get(ssrc) ?? {};
      if (recording?.stream?.ssrc === ssrc) recording.onSenderReport(ntpTime, rtpTimestamp, arrivalMs);
    },
  };
}

function wantedTracks({ video, audio }: Share): SharedTrack[] {
  return [video, audio].filter((track) => track !== undefined);
}
