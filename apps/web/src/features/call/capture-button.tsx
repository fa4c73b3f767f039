'use client';
import { Button, Group, Kbd, Popover, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconPlayerRecord, IconPlayerRecordFilled } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { CallRules, RoomSession } from '../../trpc/types.ts';
import { useCall } from './call-context.ts';
import { CaptureDialog } from './capture-dialog.tsx';
import { defaultSeconds } from './capture-estimate.ts';
import { CaptureMenu } from './capture-menu.tsx';
import { captureOffer } from './capture-offer.ts';
import { spokenLength, type CaptureWish } from './capture-request.ts';
import { CaptureSettings } from './capture-settings.tsx';
import { ariaShortcut, shortcutKeys } from './shortcut.ts';

/** The button everything is about: one press keeps the last moments, the picker beside it keeps more; or why it cannot. */
export function CaptureButton({ onCapture }: { onCapture: (wish: CaptureWish) => void }) {
  const { rules, sessions, viewer } = useCall();
  if (rules === undefined) return null;
  const offer = captureOffer(rules, sessions, viewer.id);
  if (offer.kind === 'refused') return <RefusedCapture reason={offer.reason} />;
  return <OfferedCapture rules={rules} offered={offer.kind === 'ready' ? offer.sessions : []} onCapture={onCapture} />;
}

function OfferedCapture(props: { rules: CallRules; offered: readonly RoomSession[]; onCapture: (wish: CaptureWish) => void }) {
  const { rules, offered, onCapture } = props;
  const { preferences, viewer, serverNow, areSessionsKnown } = useCall();
  const descriptionId = useId();
  const [chosenId, setChosenId] = useState<string>();
  /** What the dialog keeps: of whose share, and when it was opened. */
  const [detailed, setDetailed] = useState<{ sessionId: string; moment: Date }>();
  const [isSetting, setting] = useDisclosure(false);
  const session = offered.find(({ id }) => id === chosenId) ?? offered[0];
  const seconds = defaultSeconds(preferences.captureSeconds, rules);
  const captureDefault = () => {
    if (session !== undefined) onCapture({ sessionId: session.id, span: { kind: 'last', seconds }, target: { kind: 'library' } });
  };
  const detailedSession = offered.find(({ id }) => id === detailed?.sessionId);
  // One press is one clip, however long the keys are held.
  useHotkeys([[preferences.captureShortcut, ({ repeat }) => (repeat ? undefined : captureDefault()), { usePhysicalKeys: true }]]);

  const whose = session === undefined ? undefined : session.userId === viewer.id ? 'your share' : `${session.username}’s share`;
  const explanation =
    whose === undefined ? nothingYet(areSessionsKnown) : `Keep the last ${spokenLength(seconds)} of ${whose} in your library`;
  const keys = shortcutKeys(preferences.captureShortcut);
  return (
    <>
      <Button.Group>
        {/* What cannot be pressed yet can be reached, and says why. */}
        <Tooltip
          label={<Explanation text={explanation} keys={whose === undefined ? [] : keys} />}
          events={{ hover: true, focus: true, touch: session === undefined }}
        >
          <Button
            leftSection={<IconPlayerRecordFilled size={16} aria-hidden="true" />}
            data-disabled={session === undefined}
            aria-disabled={session === undefined}
            onClick={captureDefault}
            onKeyDown={(event) => (event.repeat && event.key === 'Enter' ? event.preventDefault() : undefined)}
            aria-describedby={descriptionId}
            aria-keyshortcuts={ariaShortcut(preferences.captureShortcut)}
          >
            Capture
          </Button>
        </Tooltip>
        <CaptureMenu
          rules={rules}
          offered={offered}
          session={session}
          refusal={session === undefined ? explanation : undefined}
          onSession={setChosenId}
          onCapture={onCapture}
          onDetails={() => (session === undefined ? undefined : setDetailed({ sessionId: session.id, moment: serverNow() }))}
          onSettings={setting.open}
        />
      </Button.Group>
      <VisuallyHidden id={descriptionId}>
        {explanation}.{whose === undefined ? '' : ` Shortcut ${keys.join(' ')}`}
      </VisuallyHidden>
      {detailedSession === undefined || detailed === undefined ? null : (
        <CaptureDialog
          rules={rules}
          session={detailedSession}
          moment={detailed.moment}
          onCapture={onCapture}
          onClose={() => setDetailed(undefined)}
        />
      )}
      <CaptureSettings isOpen={isSetting} onClose={setting.close} />
    </>
  );
}

function nothingYet(areSessionsKnown: boolean): string {
  return areSessionsKnown ? 'Nothing is buffered yet' : 'What is buffered here is not known yet';
}

function Explanation({ text, keys }: { text: string; keys: readonly string[] }) {
  return (
    <Group gap={8}>
      {text}
      {keys.map((key) => (
        <Kbd size="xs" key={key}>
          {key}
        </Kbd>
      ))}
    </Group>
  );
}

/** Looks as if it could not be pressed, and says why when it is. */
function RefusedCapture({ reason }: { reason: string }) {
  const reasonId = useId();
  return (
    <Popover position="top-end" width={280} withArrow shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          c="dimmed"
          leftSection={<IconPlayerRecord size={16} aria-hidden="true" />}
          aria-disabled
          aria-describedby={reasonId}
        >
          Capture
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{reason}</Text>
      </Popover.Dropdown>
      <VisuallyHidden id={reasonId}>{reason}</VisuallyHidden>
    </Popover>
  );
}
