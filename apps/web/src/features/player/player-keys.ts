/** What a key does in a player. Seconds may be negative. */
export type PlayerAction =
  | { type: 'toggle' | 'fullscreen' | 'mute' | 'copy-frame' | 'mark-in' | 'mark-out' | 'loop' | 'live' }
  | { type: 'skip'; seconds: number }
  | { type: 'step'; direction: -1 | 1 }
  | { type: 'go'; to: 'start' | 'end' };

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const actions: Readonly<Record<string, PlayerAction>> = {
  ' ': { type: 'toggle' },
  k: { type: 'toggle' },
  j: { type: 'skip', seconds: -10 },
  l: { type: 'skip', seconds: 10 },
  ',': { type: 'step', direction: -1 },
  '.': { type: 'step', direction: 1 },
  f: { type: 'fullscreen' },
  m: { type: 'mute' },
  c: { type: 'copy-frame' },
  i: { type: 'mark-in' },
  o: { type: 'mark-out' },
  p: { type: 'loop' },
  home: { type: 'go', to: 'start' },
  end: { type: 'go', to: 'end' },
};

/** The action of a key press; `arrowSeconds` is what an arrow key skips. Combinations belong to the browser. */
export function playerAction({ key, ctrlKey, metaKey, altKey }: Pressed, arrowSeconds: number): PlayerAction | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  if (key === 'ArrowLeft') return { type: 'skip', seconds: -arrowSeconds };
  if (key === 'ArrowRight') return { type: 'skip', seconds: arrowSeconds };
  const name = key.toLowerCase();
  return Object.hasOwn(actions, name) ? actions[name] : undefined;
}

const ownsKeys = 'input, textarea, select, [contenteditable="true"], [role="menu"]';

/** Whether the focus is where keys mean something else: in a field, a menu or a dialog over the player; buttons own space, sliders their arrows. */
export function isForElement(event: KeyboardEvent): boolean {
  const { target, key } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest(ownsKeys) !== null) return true;
  if (target.closest('[role="dialog"]')?.querySelector('video') === null) return true;
  if (key === ' ' && target.closest('button, a, [role="button"], summary') !== null) return true;
  return target.closest('[role="slider"], media-time-range, media-volume-range') !== null && /^(Arrow|Page|Home|End)/.test(key);
}
