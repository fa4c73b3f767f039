import { readFileSync, writeFileSync } from 'node:fs';

/** Ticks of /proc/<pid>/stat a second; 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** CPU seconds that a whole process has used, all its threads and the kernel's work for it. */
export function cpuSeconds(pid: number): number {
  // The command name is in parentheses and may hold anything; what follows is counted from behind it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** CPU seconds that all cores of this machine have worked, whoever for. */
export function machineCpuSeconds(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (/^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? '')
    .split(' ')
    .map(Number);
  return (user + nice + system + irq + softirq) / ticksPerSecond;
}

/** Resident memory now, MB (10^6 bytes). */
export const residentMegabytes = (pid: number): number => statusKilobytes(pid, 'VmRSS') / 1000;

/** Highest resident memory since the start or since {@link resetPeak}, MB. */
export const peakMegabytes = (pid: number): number => statusKilobytes(pid, 'VmHWM') / 1000;

/** Begins to measure the peak anew. */
export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

function statusKilobytes(pid: number, field: string): number {
  return (Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024) / 1000;
}

/** Shares of one core that each group of processes uses while `during` runs, in the order of the groups, and last of the whole machine. */
export async function measureCores(groups: ReadonlyArray<readonly number[]>, during: () => Promise<void>): Promise<number[]> {
  const used = (): number[] => [...groups.map((pids) => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0)), machineCpuSeconds()];
  const before = used();
  const startedAt = performance.now();
  await during();
  const seconds = (performance.now() - startedAt) / 1000;
  return used().map((cpu, index) => (cpu - (before[index] ?? 0)) / seconds);
}
