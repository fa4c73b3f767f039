'use client';
import type { CaptureCardState } from './capture-cards.ts';
import { pressTitle, type CapturePress } from './capture-request.ts';
import { CardFrame } from './card-frame.tsx';
import { KnownCapture } from './known-capture.tsx';
import { CaptureProblem, CaptureProgress } from './capture-progress.tsx';

/** One capture, from the instant of the press on. */
export function CaptureCard(props: {
  card: CaptureCardState;
  onSendAgain: (press: CapturePress) => void;
  onDismiss: () => void;
  onSay: (text: string) => void;
}) {
  const { card, onSendAgain, onDismiss, onSay } = props;
  switch (card.kind) {
    case 'sending':
      return (
        <CardFrame title={pressTitle(card.press)}>
          <CaptureProgress status="queued" progress={0} />
        </CardFrame>
      );
    case 'refused':
      return (
        <CardFrame title={pressTitle(card.press)} onDismiss={onDismiss}>
          <CaptureProblem message={card.message} onRetry={() => onSendAgain(card.press)} />
        </CardFrame>
      );
    case 'known':
      return <KnownCapture captureId={card.captureId} press={card.press} onDismiss={onDismiss} onSay={onSay} />;
  }
}
