/** What the product cannot work without. */
export const vitalParts = ['database', 'livekit', 'worker', 'disk'] as const;
export type VitalPart = (typeof vitalParts)[number];

/** One question a part; each resolves with facts worth showing or rejects with what is wrong. */
export type HealthProbes = Readonly<Record<VitalPart, (signal: AbortSignal) => Promise<Record<string, unknown>>>>;

/** The answer of /api/health. */
export interface HealthReport {
  status: 'ok' | 'unavailable';
  /** The parts that do not work, in the order of {@link vitalParts}. */
  missing: VitalPart[];
  checks: Record<VitalPart, { ok: boolean; problem?: string } & Record<string, unknown>>;
}

/** A part that does not work, in words that are safe to show to anybody. */
export class HealthProblem extends Error {
  override readonly name = 'HealthProblem';
}

/** Asks every part at once; one that does not answer in time counts as missing. `onFailed` gets causes that must not be shown. */
export async function checkHealth(
  probes: HealthProbes,
  { timeoutMs, onFailed }: { timeoutMs: number; onFailed: (part: VitalPart, error: unknown) => void },
): Promise<HealthReport> {
  const run = async (part: VitalPart): Promise<HealthReport['checks'][VitalPart]> => {
    try {
      return { ok: true, ...(await withTimeout(probes[part], timeoutMs)) };
    } catch (error) {
      if (error instanceof HealthProblem) return { ok: false, problem: error.message };
      onFailed(part, error);
      return { ok: false, problem: 'does not answer' };
    }
  };
  const [database, livekit, worker, disk] = await Promise.all([run('database'), run('livekit'), run('worker'), run('disk')]);
  const checks = { database, livekit, worker, disk };
  const missing = vitalParts.filter((part) => !checks[part].ok);
  return { status: missing.length === 0 ? 'ok' : 'unavailable', missing, checks };
}

/** Not every client can be aborted: the answer does not wait for one that hangs. */
async function withTimeout<T>(probe: (signal: AbortSignal) => Promise<T>, timeoutMs: number): Promise<T> {
  const signal = AbortSignal.timeout(timeoutMs);
  const expired = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new HealthProblem('does not answer in time')), { once: true });
  });
  return Promise.race([probe(signal), expired]);
}
