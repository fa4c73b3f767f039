import type { CapturePress } from './capture-request.ts';

/** A card in the tray: a press on its way, a press that was refused, or a capture the server knows. */
export type CaptureCardState =
  | { kind: 'sending'; key: string; press: CapturePress }
  | { kind: 'refused'; key: string; press: CapturePress; message: string }
  /** `press` is there when it was made on this page. */
  | { kind: 'known'; key: string; captureId: string; press?: CapturePress };

/** What can happen to the cards. */
export type CaptureCardEvent =
  | { type: 'pressed'; press: CapturePress }
  | { type: 'accepted'; key: string; captureId: string }
  | { type: 'refused'; key: string; message: string }
  /** Captures the server already had when the page opened. */
  | { type: 'found'; captureIds: readonly string[] }
  | { type: 'dismissed'; key: string };

/** Next state of the tray, newest card first. */
export function reduceCaptureCards(cards: readonly CaptureCardState[], event: CaptureCardEvent): readonly CaptureCardState[] {
  switch (event.type) {
    case 'pressed': {
      const { press } = event;
      const card: CaptureCardState = { kind: 'sending', key: press.key, press };
      // A press that is sent again keeps its place.
      return cards.some(({ key }) => key === press.key) ? replace(cards, card) : [card, ...cards];
    }
    case 'accepted':
      return cards.map((card) =>
        card.key !== event.key
          ? card
          : {
              kind: 'known' as const,
              key: event.key,
              captureId: event.captureId,
              ...(card.kind === 'known' ? {} : { press: card.press }),
            },
      );
    case 'refused':
      return cards.map((card) =>
        card.key === event.key && card.kind === 'sending' ? { ...card, kind: 'refused' as const, message: event.message } : card,
      );
    case 'found': {
      const known = new Set(cards.map((card) => (card.kind === 'known' ? card.captureId : card.key)));
      const found = event.captureIds.filter((id) => !known.has(id));
      return [...cards, ...found.map((captureId) => ({ kind: 'known' as const, key: captureId, captureId }))];
    }
    case 'dismissed':
      return cards.filter(({ key }) => key !== event.key);
  }
}

function replace(cards: readonly CaptureCardState[], next: CaptureCardState): readonly CaptureCardState[] {
  return cards.map((card) => (card.key === next.key ? next : card));
}
