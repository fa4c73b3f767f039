import { EmptyState } from '@reprise/ui';
import { IconMapQuestion } from '@tabler/icons-react';
import { LinkButton } from '../../features/shell/link-button.tsx';

export default function NotFound() {
  return (
    <EmptyState
      icon={<IconMapQuestion size={28} />}
      title="Nothing here"
      text="This page does not exist, or it is not yours to see."
      action={
        <LinkButton href="/" variant="light">
          To your channels
        </LinkButton>
      }
    />
  );
}
