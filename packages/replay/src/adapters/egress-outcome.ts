import { type EgressInfo, EgressStatus } from '@livekit/protocol';
import type { RecordingFailure } from '../ports/recorder.ts';

/** What became of an Egress. */
export type EgressOutcome =
  | { state: 'running' }
  /** The share is over, or somebody stopped the recording. */
  | { state: 'ended'; reason: string }
  | { state: 'failed'; code: RecordingFailure; message: string };

const failed = (code: RecordingFailure, message: string): EgressOutcome => ({ state: 'failed', code, message });

/** Egress's error codes follow HTTP's. */
const failureOfCode: Readonly<Record<number, EgressOutcome>> = {
  400: failed('storage', 'LiveKit Egress cannot write the recording'),
  404: failed('track-gone', 'The share is not published any more'),
  412: failed('aborted', 'The recording was stopped before it began'),
};

/**
 * Reads the end of an Egress out of its status, code and details (egress 1.14). COMPLETE alone does not mean that all
 * went well: an overloaded machine stops its hungriest recording so.
 */
export function outcomeOf({ status, errorCode, details }: Pick<EgressInfo, 'status' | 'errorCode' | 'details'>): EgressOutcome {
  switch (status) {
    case EgressStatus.EGRESS_STARTING:
    case EgressStatus.EGRESS_ACTIVE:
      return { state: 'running' };
    case EgressStatus.EGRESS_ENDING:
    case EgressStatus.EGRESS_COMPLETE:
      if (details.includes('CPU exhausted'))
        return failed('cpu-exhausted', 'The recording machine was overloaded and stopped the recording');
      return { state: 'ended', reason: details.includes('StopEgress') ? 'The recording was stopped' : 'The share has ended' };
    case EgressStatus.EGRESS_LIMIT_REACHED:
      return { state: 'ended', reason: 'The recording reached a limit of LiveKit Egress' };
    case EgressStatus.EGRESS_ABORTED:
      return failureOfCode[412] ?? failed('aborted', 'The recording was stopped before it began');
    case EgressStatus.EGRESS_FAILED:
      return failureOfCode[errorCode] ?? failed('recorder-lost', 'The recording process ended unexpectedly');
  }
}
