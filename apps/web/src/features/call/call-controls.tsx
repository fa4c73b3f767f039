'use client';
import { useLocalStorage } from '@mantine/hooks';
import { IconPhoneOff, IconSettings } from '@tabler/icons-react';
import { useState } from 'react';
import { RewindButton } from '../rewind/rewind-button.tsx';
import { BarButton } from './bar-button.tsx';
import { useCall } from './call-context.ts';
import classes from './call-view.module.css';
import { CaptureButton } from './capture-button.tsx';
import type { CaptureWish } from './capture-request.ts';
import { CameraButton, MicrophoneButton } from './device-button.tsx';
import { DeviceSettings } from './device-settings.tsx';
import { ReplayControl } from './replay-control.tsx';
import { ShareButton } from './share-button.tsx';
import { chooseQuality, type ShareQuality } from './share-options.ts';
import { useScreenShare } from './use-screen-share.ts';

/** The bar at the bottom: one's own devices and screen, the replay buffer, Capture, and the way out. */
export function CallControls(props: { onCapture: (wish: CaptureWish) => Promise<string | undefined>; onLeave: () => void }) {
  const { onCapture, onLeave } = props;
  const { rules } = useCall();
  const [preferred, setPreferred] = useLocalStorage<ShareQuality | undefined>({ key: 'reprise-share-quality' });
  const quality = chooseQuality(preferred, rules);
  const share = useScreenShare(quality);
  const [isSetting, setIsSetting] = useState(false);

  return (
    <div className={classes.controls} role="group" aria-label="Call controls">
      <div className={classes.controlGroup}>
        <MicrophoneButton />
        <CameraButton />
        <ShareButton share={share} quality={quality} onQuality={setPreferred} />
        <BarButton
          variant="default"
          icon={<IconSettings size={18} aria-hidden="true" />}
          hint="Microphone, camera and speaker"
          isIconOnly
          onClick={() => setIsSetting(true)}
        >
          Device settings
        </BarButton>
      </div>
      <div className={`${classes.controlGroup} ${classes.replay}`}>
        <ReplayControl canShare={share.isPossible} isSharing={share.isSharing} quality={quality} onQuality={setPreferred} />
        <RewindButton onCapture={onCapture} />
        <CaptureButton onCapture={(wish) => void onCapture(wish)} />
      </div>
      <div className={classes.leave}>
        <BarButton color="red" variant="light" icon={<IconPhoneOff size={18} aria-hidden="true" />} hint="Leave the call" onClick={onLeave}>
          Leave
        </BarButton>
      </div>
      <DeviceSettings isOpen={isSetting} onClose={() => setIsSetting(false)} />
    </div>
  );
}
