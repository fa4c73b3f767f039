'use client';
import { useLocalParticipant, useRoomContext } from '@livekit/components-react';
import { ParticipantEvent, Track } from 'livekit-client';
import { useEffect, useState } from 'react';
import { captureOptions, publishOptions, type ShareQuality } from './share-options.ts';

/** What the share button needs: whether a share runs, whether it has sound, and one toggle. */
export interface ScreenShareControl {
  /** Whether this browser can share a screen at all. */
  isPossible: boolean;
  isSharing: boolean;
  isBusy: boolean;
  hasSound: boolean;
  /** Why it could not start; absent when the person only closed the picker. */
  error: string | undefined;
  toggle: () => Promise<void>;
}

/** Starts and stops this person's screen share, with its sound, in the chosen quality. */
export function useScreenShare(quality: ShareQuality): ScreenShareControl {
  const room = useRoomContext();
  const { localParticipant, isScreenShareEnabled } = useLocalParticipant();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const hasSound = useHasShareSound();

  async function toggle() {
    setIsBusy(true);
    setError(undefined);
    try {
      const isWanted = !isScreenShareEnabled;
      await room.localParticipant.setScreenShareEnabled(isWanted, captureOptions(quality), publishOptions(quality));
      // The connection may be replaced while the share is being published, and then it is gone without an error.
      if (isWanted && !room.localParticipant.isScreenShareEnabled) setError('The share did not start. Try again.');
    } catch (cause) {
      if (!isPickerClosed(cause)) {
        setError(cause instanceof Error ? cause.message : 'The screen could not be shared.');
      }
    } finally {
      setIsBusy(false);
    }
  }

  return { isPossible: supportsScreenShare(), isSharing: localParticipant.isScreenShareEnabled, isBusy, hasSound, error, toggle };
}

function supportsScreenShare(): boolean {
  // Without a secure context there are no media devices at all, on phones no screen to share.
  return 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
}

/** The browser reports a picker that was closed and a refusal of the system alike: NotAllowedError. */
function isPickerClosed(cause: unknown): boolean {
  return cause instanceof DOMException && (cause.name === 'NotAllowedError' || cause.name === 'AbortError');
}

function useHasShareSound(): boolean {
  const { localParticipant } = useRoomContext();
  const [hasSound, setHasSound] = useState(false);
  useEffect(() => {
    const update = () => setHasSound(localParticipant.getTrackPublication(Track.Source.ScreenShareAudio) !== undefined);
    update();
    localParticipant.on(ParticipantEvent.LocalTrackPublished, update);
    localParticipant.on(ParticipantEvent.LocalTrackUnpublished, update);
    return () => {
      localParticipant.off(ParticipantEvent.LocalTrackPublished, update);
      localParticipant.off(ParticipantEvent.LocalTrackUnpublished, update);
    };
  }, [localParticipant]);
  return hasSound;
}
