'use client';
import type { CaptureCardState, CapturePress } from './capture-cards.ts';
import { CardFrame } from './card-frame.tsx';
import { KnownCapture } from './known-capture.tsx';
import { CaptureProblem, CaptureProgress } from './capture-progress.tsx';

/** One capture, from the instant of the press on. */
export function CaptureCard(props: { card: CaptureCardState; onSendAgain: (press: CapturePress) => void; onDismiss: () => void }) {
  const { card, onSendAgain, onDismiss } = props;
  switch (card.kind) {
    case 'sending':
      return (
        <CardFrame title={`Last ${card.press.minutes} min`}>
          <CaptureProgress status="queued" progress={0} />
        </CardFrame>
      );
    case 'refused':
      return (
        <CardFrame title={`Last ${card.press.minutes} min`} onDismiss={onDismiss}>
          <CaptureProblem message={card.message} onRetry={() => onSendAgain(card.press)} />
        </CardFrame>
      );
    case 'known':
      return <KnownCapture captureId={card.captureId} onDismiss={onDismiss} />;
  }
}
