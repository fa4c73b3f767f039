import { createRecording, type RecordingParts } from '../create-recording.ts';
import type { Recording, RecordingEvent, RecordingOptions } from '../recording.ts';
import type { TestLivekit } from './test-livekit.ts';
import { waitUntil } from './wait-until.ts';

type EventType = RecordingEvent['type'];
type EventOf<Type extends EventType> = Extract<RecordingEvent, { type: Type }>;

/** A recording whose events can be waited for. */
export interface TestRecording extends Recording {
  events: RecordingEvent[];
  /** All events of a type so far. */
  all<Type extends EventType>(type: Type): Array<EventOf<Type>>;
  /** The `count`th event of a type (from 1), waited for. */
  event<Type extends EventType>(type: Type, count?: number, timeoutMs?: number): Promise<EventOf<Type>>;
}

/** Records `sharer` of a test server with the usual durations. */
export function createTestRecording(
  livekit: TestLivekit,
  directory: string,
  options: Partial<RecordingOptions> = {},
  parts: RecordingParts = {},
): TestRecording {
  const events: RecordingEvent[] = [];
  const recording = createRecording(
    {
      url: livekit.url,
      createToken: (identity) => livekit.token(identity, { canPublish: false, canSubscribe: true, hidden: true, recorder: true }),
      identityPrefix: 'rec-test',
      firstGeneration: 1,
      participantIdentity: 'sharer',
      quality: 'high',
      directory,
      segmentDurationMs: 3_000,
      partDurationMs: 500,
      retentionMs: 720_000,
      liveWindowMs: 720_000,
      onEvent: (event) => events.push(event),
      ...options,
    },
    parts,
  );
  const all = <Type extends EventType>(type: Type) => events.filter((event): event is EventOf<Type> => event.type === type);
  return {
    ...recording,
    events,
    all,
    async event(type, count = 1, timeoutMs = 15_000) {
      await waitUntil(`${type} came ${count} times`, timeoutMs, () => all(type).length >= count).catch((error: unknown) => {
        const others = events.filter((event) => event.type !== 'progress');
        throw new Error(`What came: ${JSON.stringify(others)}`, { cause: error });
      });
      const found = all(type)[count - 1];
      if (found === undefined) throw new Error(`No ${type} ${count}`);
      return found;
    },
  };
}
