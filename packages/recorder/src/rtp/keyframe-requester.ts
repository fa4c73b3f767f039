/** Unanswered requests after which a sender counts as one that ignores them. */
const MAX_UNANSWERED = 3;
const FIRST_BACK_OFF_MS = 500;
const MAX_BACK_OFF_MS = 2_000;
/** How often a sender that ignores requests is asked all the same while nothing can be stored without a keyframe. */
const LAST_RESORT_MS = 10_000;
/** A picture without a frame for this long stands still: a keyframe of it would only cost everybody. */
const STILL_PICTURE_MS = 2_000;

export interface KeyframeRequester {
  /** Nothing can be stored before the next keyframe. */
  need(): void;
  onFrame(keyframe: boolean, nowMs: number): void;
  /** The media changed (unmuted, another layer, another stream): old silence says nothing any more. */
  onMediaChange(): void;
  /** Whether to send one Picture Loss Indication (RFC 4585 section 6.3.1) now. Call every 20 ms. */
  tick(nowMs: number): boolean;
  readonly sent: number;
}

/**
 * Decides when to ask for a keyframe: when one is needed, and every `periodMs` while the picture moves,
 * because browsers send none by themselves. LiveKit stops answering NACKs between a request and its keyframe
 * and every viewer gets the keyframe too, so: one request at a time, with a back-off, and no periodic ones
 * to a sender that left three unanswered.
 */
export function createKeyframeRequester(periodMs: number): KeyframeRequester {
  let needed = true;
  let lastKeyframeMs: number | undefined;
  let lastFrameMs: number | undefined;
  let lastSentMs: number | undefined;
  let unanswered = 0;
  let sent = 0;

  function isDue(nowMs: number): boolean {
    if (needed) return true;
    const moves = lastFrameMs !== undefined && nowMs - lastFrameMs < STILL_PICTURE_MS;
    return moves && lastKeyframeMs !== undefined && nowMs - lastKeyframeMs >= periodMs && unanswered < MAX_UNANSWERED;
  }

  function backOffMs(): number {
    if (unanswered >= MAX_UNANSWERED) return LAST_RESORT_MS;
    return Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.max(0, unanswered - 1));
  }

  return {
    get sent() {
      return sent;
    },
    need() {
      needed = true;
    },
    onFrame(keyframe, nowMs) {
      lastFrameMs = nowMs;
      if (!keyframe) return;
      lastKeyframeMs = nowMs;
      needed = false;
      unanswered = 0;
      lastSentMs = undefined;
    },
    onMediaChange() {
      unanswered = 0;
      lastSentMs = undefined;
    },
    tick(nowMs) {
      if (!isDue(nowMs)) return false;
      if (lastSentMs !== undefined && nowMs - lastSentMs < backOffMs()) return false;
      lastSentMs = nowMs;
      unanswered++;
      sent++;
      return true;
    },
  };
}
