'use client';
import { useLocalStorage } from '@mantine/hooks';
import { IconPhoneOff } from '@tabler/icons-react';
import { trpc } from '../../trpc/react.tsx';
import type { RoomSession } from '../../trpc/types.ts';
import { RewindButton } from '../rewind/rewind-button.tsx';
import { BarButton } from './bar-button.tsx';
import classes from './call-view.module.css';
import { CaptureButton } from './capture-button.tsx';
import type { CaptureMinutes } from './capture-estimate.ts';
import { MicrophoneButton } from './microphone-button.tsx';
import { ReplayControl } from './replay-control.tsx';
import { sessionOf } from './session-status.ts';
import { ShareButton } from './share-button.tsx';
import type { ShareQuality } from './share-options.ts';
import { useScreenShare } from './use-screen-share.ts';

/** The bar at the bottom: one's own microphone and screen, the replay buffer, Capture, and the way out. */
export function CallControls(props: {
  roomName: string;
  viewer: { id: string };
  communityId: string;
  sessions: readonly RoomSession[];
  onCapture: (sessionId: string, minutes: CaptureMinutes) => void;
  onLeave: () => void;
}) {
  const { roomName, viewer, communityId, sessions, onCapture, onLeave } = props;
  const [quality, setQuality] = useLocalStorage<ShareQuality>({ key: 'reprise-share-quality', defaultValue: '1080p' });
  const share = useScreenShare(quality);
  const communities = trpc.communities.list.useQuery(undefined, { staleTime: 60_000 });
  const permissions = communities.data?.find(({ id }) => id === communityId)?.permissions ?? [];

  return (
    <div className={classes.controls} role="group" aria-label="Call controls">
      <div className={classes.controlGroup}>
        <MicrophoneButton />
        <ShareButton share={share} quality={quality} onQuality={setQuality} />
      </div>
      <div className={`${classes.controlGroup} ${classes.replay}`}>
        <ReplayControl
          roomName={roomName}
          communityId={communityId}
          session={sessionOf(sessions, viewer.id)}
          isAllowed={permissions.includes('ENABLE_REPLAY_BUFFER')}
          canShare={share.isPossible}
          isSharing={share.isSharing}
          quality={quality}
        />
        <RewindButton roomName={roomName} communityId={communityId} sessions={sessions} viewerId={viewer.id} />
        <CaptureButton sessions={sessions} viewerId={viewer.id} mayCapture={permissions.includes('CAPTURE_REPLAY')} onCapture={onCapture} />
      </div>
      <div className={classes.leave}>
        <BarButton color="red" variant="light" icon={<IconPhoneOff size={18} aria-hidden="true" />} hint="Leave the call" onClick={onLeave}>
          Leave
        </BarButton>
      </div>
    </div>
  );
}
