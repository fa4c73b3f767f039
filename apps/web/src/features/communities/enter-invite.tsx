'use client';
import { useRouter } from 'next/navigation';
import { NameDialog } from '../shell/name-dialog.tsx';
import { parseInvite } from './invite-code.ts';

/** Takes a link that somebody sent, or its code, to the page that joins. */
export function EnterInvite({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const router = useRouter();
  return (
    <NameDialog
      isOpen={isOpen}
      title="Join a community"
      label="Invitation link"
      placeholder="https://…/join/…"
      maxLength={500}
      submitLabel="Continue"
      onSubmit={(text) => {
        onClose();
        router.push(`/join/${encodeURIComponent(parseInvite(text))}`);
      }}
      onClose={onClose}
      isBusy={false}
      error={null}
    />
  );
}
