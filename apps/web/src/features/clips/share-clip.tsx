'use client';
import { Button, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconShare } from '@tabler/icons-react';
import { PublicLinks } from '../links/public-links.tsx';
import { CoverableDialog } from '../shell/coverable-dialog.tsx';
import { ExportClip } from './export-clip.tsx';
import { ShareInChannel } from './share-in-channel.tsx';
import type { SharedClip } from './shared-clip.ts';

/** Opens the ways to give one's own clip to others. */
export function ShareClipButton({ clip }: { clip: SharedClip }) {
  const [isOpen, open] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconShare size={18} aria-hidden="true" />} onClick={open.open}>
        Share
      </Button>
      <ShareClip clip={clip} isOpen={isOpen} onClose={open.close} />
    </>
  );
}

/** The ways to give one's own clip to others: a channel, a link for anybody, a file of a certain size. */
export function ShareClip({ clip, isOpen, onClose }: { clip: SharedClip; isOpen: boolean; onClose: () => void }) {
  return (
    <CoverableDialog opened={isOpen} onClose={onClose} title={`Share “${clip.title}”`} size="lg">
      <Tabs defaultValue="channel" keepMounted={false}>
        <Tabs.List grow mb="md">
          <Tabs.Tab value="channel">Channel</Tabs.Tab>
          <Tabs.Tab value="link">Public link</Tabs.Tab>
          <Tabs.Tab value="export">File</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="channel">
          <ShareInChannel clip={clip} />
        </Tabs.Panel>
        <Tabs.Panel value="link">
          <PublicLinks clipId={clip.id} />
        </Tabs.Panel>
        <Tabs.Panel value="export">
          <ExportClip clip={clip} />
        </Tabs.Panel>
      </Tabs>
    </CoverableDialog>
  );
}
