import type { CallRules } from '../../trpc/types.ts';
import type { CaptureTarget } from './capture-request.ts';

/** A place a clip can go to, with the words and the key it has in a list. */
export interface OfferedTarget {
  key: string;
  label: string;
  target: CaptureTarget;
}

/** Every place for a clip of this call, the library first. */
export function targetsOf({ textChannels }: Pick<CallRules, 'textChannels'>): OfferedTarget[] {
  const targets: CaptureTarget[] = [
    { kind: 'library' },
    ...textChannels.map(({ id, name }) => ({ kind: 'channel' as const, id, name })),
    { kind: 'download' },
  ];
  return targets.map((target) => ({ key: targetKey(target), label: targetLabel(target), target }));
}

/** A target as one word, unique among the places of a call. */
export function targetKey(target: CaptureTarget): string {
  return target.kind === 'channel' ? `channel:${target.id}` : target.kind;
}

function targetLabel(target: CaptureTarget): string {
  switch (target.kind) {
    case 'library':
      return 'in my library';
    case 'channel':
      return `in #${target.name}`;
    case 'download':
      return 'in my downloads, when ready';
  }
}
