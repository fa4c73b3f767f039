import type { CommandContext } from '../command.ts';
import type { Finding } from '../findings.ts';
import { formatBytes } from '../output/format-values.ts';
import { measureInChild } from './measure-in-child.ts';

/** Beyond these, people notice. */
const LATE_TAIL_MS = 300;
const APART_MS = 80;
const MUCH_CPU = 0.1;

/** From the screen to the clip, with a share of our own. */
export async function checkShare(context: CommandContext): Promise<Finding[]> {
  const measured = await measureInChild(context);
  const { tailMs, avOffset, cpuShare, pressToFileMs, clip } = measured;
  const judge = (check: string, isGood: boolean, detail: string, cure: string): Finding => ({
    check,
    state: isGood ? 'ok' : 'warning',
    detail: isGood ? detail : `${detail}; ${cure}`,
  });
  return [
    {
      check: 'clip of a share',
      state: clip.complete ? 'ok' : 'warning',
      detail: `${clip.durationSeconds.toFixed(1)} s, ${formatBytes(clip.sizeBytes)}, on disk ${Math.round(pressToFileMs)} ms after the press${clip.complete ? '' : ', with gaps'}`,
      data: measured,
    },
    judge(
      'tail',
      tailMs <= LATE_TAIL_MS,
      `the last frame is ${Math.round(tailMs)} ms before the press`,
      'the machine or the network is busy',
    ),
    judge(
      'sound and picture',
      avOffset !== null && avOffset.p95Ms <= APART_MS,
      avOffset === null
        ? 'no flash and beep of one second were found'
        : `median ${Math.round(avOffset.medianMs)} ms, 95 % within ${Math.round(avOffset.p95Ms)} ms`,
      'the machine is busy: its own share was not sent in time, or not received in time',
    ),
    judge(
      'CPU of a recording',
      cpuShare <= MUCH_CPU,
      `${(cpuShare * 100).toFixed(1)} % of a core (720p, 15 frames a second)`,
      'is something else using the processor?',
    ),
  ];
}
