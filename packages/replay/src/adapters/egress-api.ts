import { type EgressInfo, EgressStatus } from '@livekit/protocol';
import { EgressClient } from 'livekit-server-sdk';
import { ReplayError } from '../errors.ts';
import type { EgressSurvey, RunningEgress } from '../ports/call-survey.ts';
import type { RecordingRequest } from '../ports/recorder.ts';
import { type EgressOutcome, outcomeOf } from './egress-outcome.ts';
import { type BufferPaths, encodingOf, segmentsInto, sessionOfPrefix } from './egress-request.ts';

export interface EgressApiOptions extends BufferPaths {
  /** LiveKit's address; ws is read as http. */
  url: string;
  apiKey: string;
  apiSecret: string;
  segmentDurationMs: number;
}

/** The calls to LiveKit Egress that recording needs, with its answers translated. */
export interface EgressApi extends EgressSurvey {
  /**
   * Begins to record into the request's directory.
   * @throws ReplayError NO_RECORDER_CAPACITY, NOT_SHARING (the room is gone), LIVEKIT_UNREACHABLE
   */
  start(request: RecordingRequest, tracks: RecordingRequest['tracks'], run: number): Promise<string>;
  /** What became of it; `gone`: LiveKit knows no such Egress. @throws ReplayError LIVEKIT_UNREACHABLE */
  look(egressId: string): Promise<EgressOutcome | { state: 'gone' }>;
  /** Those that run for one session. @throws ReplayError LIVEKIT_UNREACHABLE */
  listOfSession(roomName: string, sessionId: string): Promise<RunningEgress[]>;
}

/**
 * A start that is admitted is answered within 0.7 s (egress 1.14); without room LiveKit waits 23 s before it says so.
 * Nobody who pressed a button waits for that.
 */
const START_TIMEOUT_SECONDS = 2.2;
/** Stopping what LiveKit knows but nobody runs is answered after 3.1 s. */
const CALL_TIMEOUT_SECONDS = 5;

/** Talks to Egress through LiveKit's API. */
export function createEgressApi(options: EgressApiOptions): EgressApi {
  const { apiKey, apiSecret, liveKitRoot, segmentDurationMs } = options;
  const host = options.url.replace(/^ws/, 'http');
  const starter = new EgressClient(host, apiKey, apiSecret, { requestTimeout: START_TIMEOUT_SECONDS, failover: false });
  const client = new EgressClient(host, apiKey, apiSecret, { requestTimeout: CALL_TIMEOUT_SECONDS, failover: false });

  const list = async (filter: { roomName?: string; egressId?: string; active?: boolean }): Promise<EgressInfo[]> => {
    try {
      return await client.listEgress(filter);
    } catch (cause) {
      throw new ReplayError('LIVEKIT_UNREACHABLE', { cause });
    }
  };
  const toRunning = (info: EgressInfo): RunningEgress[] => {
    const sessionId = sessionOfPrefix(prefixOf(info), { liveKitRoot });
    if (sessionId === undefined || !isRunning(info)) return [];
    return [{ egressId: info.egressId, roomName: info.roomName, sessionId, startedAt: new Date(Number(info.startedAt / 1_000_000n)) }];
  };

  return {
    start: async ({ roomName, directory, quality }, tracks, run) => {
      const segments = segmentsInto(directory, run, segmentDurationMs, options);
      try {
        const info = await starter.startTrackCompositeEgress(roomName, { segments }, { ...tracks, encodingOptions: encodingOf(quality) });
        return info.egressId;
      } catch (cause) {
        throw translateStart(cause);
      }
    },
    look: async (egressId) => {
      const [info] = await list({ egressId });
      return info ? outcomeOf(info) : { state: 'gone' };
    },
    listRunning: async () => (await list({ active: true })).flatMap(toRunning),
    listOfSession: async (roomName, sessionId) =>
      (await list({ roomName, active: true })).flatMap(toRunning).filter((egress) => egress.sessionId === sessionId),
    stop: async (egressId) => {
      try {
        await client.stopEgress(egressId);
      } catch (cause) {
        // 404: unknown. 408: the service that ran it is gone. 412: over already.
        if (![404, 408, 412].includes(statusOf(cause) ?? 0)) throw new ReplayError('LIVEKIT_UNREACHABLE', { cause });
      }
    },
  };
}

const isRunning = ({ status }: EgressInfo): boolean =>
  status === EgressStatus.EGRESS_STARTING || status === EgressStatus.EGRESS_ACTIVE || status === EgressStatus.EGRESS_ENDING;

function prefixOf({ request }: EgressInfo): string {
  if (request.case !== 'trackComposite') return '';
  return request.value.segmentOutputs[0]?.filenamePrefix ?? '';
}

function translateStart(cause: unknown): ReplayError {
  const status = statusOf(cause);
  if (status === 404) return new ReplayError('NOT_SHARING', { cause });
  // No answer in time means that no Egress took it: LiveKit itself answers at once.
  if (status === 503 || (cause instanceof Error && cause.name === 'TimeoutError'))
    return new ReplayError('NO_RECORDER_CAPACITY', { cause });
  return new ReplayError('LIVEKIT_UNREACHABLE', { cause });
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}
