import { type ParticipantInfo, RoomServiceClient, TrackSource } from 'livekit-server-sdk';
import { ReplayError } from '../errors.ts';
import type { CallPresences } from '../ports/call-presence.ts';
import type { CallPresence } from '../schemas/presence-schemas.ts';
import { isNotFound, type LiveKitApiOptions } from './livekit-call-rooms.ts';
import { isRecorder } from './livekit-call-survey.ts';

type Person = CallPresence['people'][number];

/** Who is in which call, with a memory of its own. */
export interface LiveKitCallPresence extends CallPresences {
  /** Somebody came, went, or began or ended a share: what is remembered of the room is old. */
  forget(roomName: string): void;
}

/** Webhooks say when somebody comes or goes; when one is lost, what is shown is wrong for so long. */
const REMEMBERED_MS = 3_000;

/**
 * Asks a LiveKit server at most once in 3 s for each room that somebody looks at, however many look;
 * rooms that LiveKit does not list cost one question together.
 */
export function createLiveKitCallPresence(options: LiveKitApiOptions): LiveKitCallPresence {
  const host = options.url.replace(/^ws/, 'http');
  const client = new RoomServiceClient(host, options.apiKey, options.apiSecret, { requestTimeout: options.timeoutSeconds ?? 5 });
  const remembered = new Map<string, { people: Promise<Person[]>; until: number }>();

  const listPeople = async (roomName: string): Promise<Person[]> => {
    try {
      return (await client.listParticipants(roomName)).filter((participant) => !isRecorder(participant)).map(toPerson);
    } catch (cause) {
      if (isNotFound(cause)) return [];
      throw cause;
    }
  };

  /** Asks which of the rooms exist, once for all of them, then who is in those. */
  const ask = (roomNames: string[]): void => {
    const existing = client.listRooms(roomNames).then((rooms) => new Set(rooms.map((room) => room.name)));
    for (const roomName of roomNames) {
      const people = existing.then((names) => (names.has(roomName) ? listPeople(roomName) : []));
      const entry = { people, until: Date.now() + REMEMBERED_MS };
      remembered.set(roomName, entry);
      // A failure is told to those who wait, and not remembered.
      people.catch(() => remembered.get(roomName) === entry && remembered.delete(roomName));
    }
  };

  const drop = (now: number): void => {
    for (const [roomName, { until }] of remembered) if (until <= now) remembered.delete(roomName);
  };

  return {
    list: async (roomNames) => {
      drop(Date.now());
      const unknown = roomNames.filter((roomName) => !remembered.has(roomName));
      if (unknown.length > 0) ask(unknown);
      const entries = roomNames.map((roomName) => ({ roomName, people: remembered.get(roomName)?.people ?? Promise.resolve([]) }));
      try {
        const found = await Promise.all(entries.map(async ({ roomName, people }) => ({ roomName, people: await people })));
        return found.filter(({ people }) => people.length > 0);
      } catch (cause) {
        throw new ReplayError('LIVEKIT_UNREACHABLE', { cause });
      }
    },
    forget: (roomName) => void remembered.delete(roomName),
  };
}

function toPerson({ identity, name, tracks }: ParticipantInfo): Person {
  const isSharing = tracks.some((track) => track.source === TrackSource.SCREEN_SHARE);
  return { userId: identity, name: name === '' ? identity : name, isSharing };
}
