'use client';
import { useCallback, useEffect, useReducer } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import { createRequestId } from '../../trpc/request-id.ts';
import { reduceCaptureCards, type CaptureCardState } from './capture-cards.ts';
import { toCaptureInput, type CapturePress, type CaptureWish } from './capture-request.ts';
import { isFinal } from './capture-status.ts';

/** Captures of this person in this call: the cards, and what can be done with them. */
export interface CaptureTrayControl {
  cards: readonly CaptureCardState[];
  /** Answers with what it was refused with; undefined: it was accepted. The cards say the same. */
  capture: (wish: CaptureWish) => Promise<string | undefined>;
  sendAgain: (press: CapturePress) => void;
  dismiss: (key: string) => void;
}

/** Sends presses with the instant they were made at, and brings back captures that were still running when the page opened. */
export function useCaptures(roomName: string, serverNow: () => Date): CaptureTrayControl {
  const utils = trpc.useUtils();
  const [cards, dispatch] = useReducer(reduceCaptureCards, []);

  const send = useCallback(
    async (press: CapturePress): Promise<string | undefined> => {
      dispatch({ type: 'pressed', press });
      try {
        const capture = await utils.client.captures.request.mutate(toCaptureInput(press));
        utils.captures.get.setData({ captureId: capture.id }, capture);
        dispatch({ type: 'accepted', key: press.key, captureId: capture.id });
        return undefined;
      } catch (error) {
        const message = describeError(error);
        dispatch({ type: 'refused', key: press.key, message });
        return message;
      }
    },
    [utils],
  );

  const recent = trpc.captures.recent.useQuery({ roomName }, { staleTime: Number.POSITIVE_INFINITY });
  useEffect(() => {
    const running = recent.data?.filter(({ status }) => !isFinal[status]).map(({ id }) => id) ?? [];
    if (running.length > 0) dispatch({ type: 'found', captureIds: running });
  }, [recent.data]);

  const capture = useCallback(
    (wish: CaptureWish) => {
      // First of all the instant: everything after it may take its time.
      const pressedAt = serverNow().toISOString();
      return send({ ...wish, key: createRequestId(), pressedAt });
    },
    [serverNow, send],
  );
  return {
    cards,
    capture,
    sendAgain: (press) => void send(press),
    dismiss: (key) => dispatch({ type: 'dismissed', key }),
  };
}
