import { waitUntil } from '@reprise/recorder/testing';
import type { RecordingEvent } from '../ports/recorder.ts';

type EventOf<Type extends RecordingEvent['type']> = Extract<RecordingEvent, { type: Type }>;

/** Waits for the first event of a kind among those a recording tells. @throws Error with what was told instead */
export function waitToldIn(name: string, events: readonly RecordingEvent[]) {
  return async <Type extends RecordingEvent['type']>(type: Type, timeoutMs: number): Promise<EventOf<Type>> => {
    const find = () => events.find((event): event is EventOf<Type> => event.type === type);
    await waitUntil(`${name}: ${type} (told: ${events.map((event) => event.type).join()})`, timeoutMs, () => find() !== undefined);
    const event = find();
    if (event === undefined) throw new Error(`${name}: ${type} was not told`);
    return event;
  };
}
