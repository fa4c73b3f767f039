import { expect, type Page } from '@playwright/test';
import { expectClipReady } from './call.ts';
import { joinStage } from './pages.ts';
import type { Looker, PageCase, Places } from './pages.ts';

/** What opens over a page: where one is, and what is pressed until it is open. */
interface Overlay {
  name: string;
  path: (at: Places) => string;
  full?: Looker;
  open: (tab: Page) => Promise<void>;
}

const press = (tab: Page, name: string | RegExp): Promise<void> => tab.getByRole('button', { name }).first().click();
const pick = (tab: Page, name: string | RegExp): Promise<void> => tab.getByRole('menuitem', { name }).click();
const menu = (tab: Page): Promise<void> => expect(tab.getByRole('menu')).toBeVisible();
const dialog = (tab: Page): Promise<void> => expect(tab.getByRole('dialog').last()).toBeVisible();
/** Opens a menu, picks an item of it and waits for its dialog. */
const pickDialog =
  (openMenu: (tab: Page) => Promise<void>, item: string | RegExp) =>
  async (tab: Page): Promise<void> => {
    await openMenu(tab);
    await pick(tab, item);
    await dialog(tab);
  };

const home = (): string => '/';
const clips = (): string => '/clips';
const channel = ({ clipsChannelId }: Places): string => `/channels/${clipsChannelId}`;
const clip = ({ clipId }: Places): string => `/clips/${clipId}`;
const lounge = ({ loungeId }: Places): string => `/call/${loungeId}`;
const stage = ({ stageId }: Places): string => `/call/${stageId}`;
const settings =
  (section: string) =>
  ({ demoId }: Places): string =>
    `/communities/${demoId}/settings/${section}`;

const openCommunityMenu = (tab: Page): Promise<void> => press(tab, /Demo/);
const openMessageMenu = (tab: Page): Promise<void> => press(tab, /^Actions for/);
const openClipMenu = (tab: Page): Promise<void> => press(tab, 'Actions for What a move');
const openShareDialog = async (tab: Page, part: string): Promise<void> => {
  await openClipMenu(tab);
  await pick(tab, 'Share');
  await tab.getByRole('dialog').getByRole('tab', { name: part }).click();
};
const openPicker = async (tab: Page): Promise<void> => {
  await joinStage(tab);
  await press(tab, 'Choose length');
  await menu(tab);
};

const overlays: readonly Overlay[] = [
  { name: 'account menu', path: home, open: (tab) => press(tab, /^Account of/).then(() => menu(tab)) },
  { name: 'community menu', path: home, open: (tab) => openCommunityMenu(tab).then(() => menu(tab)) },
  { name: 'new community', path: home, open: (tab) => press(tab, 'New community').then(() => dialog(tab)) },
  { name: 'join with a link', path: home, open: (tab) => press(tab, 'Join with a link').then(() => dialog(tab)) },
  { name: 'invite people', path: home, open: pickDialog(openCommunityMenu, 'Invite people') },
  { name: 'leave a community', path: home, open: pickDialog(openCommunityMenu, 'Leave') },
  { name: 'message menu', path: channel, open: (tab) => openMessageMenu(tab).then(() => menu(tab)) },
  { name: 'delete a message', path: channel, open: pickDialog(openMessageMenu, 'Delete message') },
  { name: 'clip menu', path: clips, open: (tab) => openClipMenu(tab).then(() => menu(tab)) },
  { name: 'selected clips', path: clips, open: (tab) => press(tab, 'Select all shown') },
  { name: 'share in a channel', path: clips, open: (tab) => openShareDialog(tab, 'Channel') },
  {
    name: 'public link',
    path: clips,
    open: async (tab) => {
      await openShareDialog(tab, 'Public link');
      await press(tab, 'Make link');
      await expect(tab.getByLabel('New link')).toBeVisible();
    },
  },
  { name: 'file of a size', path: clips, open: (tab) => openShareDialog(tab, 'File') },
  { name: 'rename a clip', path: clips, open: pickDialog(openClipMenu, 'Rename') },
  { name: 'trim', path: clip, open: (tab) => press(tab, 'Trim') },
  { name: 'download menu', path: clip, open: (tab) => press(tab, 'Download').then(() => menu(tab)) },
  {
    name: 'unsaved settings',
    path: settings('replay'),
    open: async (tab) => {
      await tab.getByRole('switch', { name: 'Start with every share' }).press('Space');
      await expect(tab.getByRole('region', { name: 'Unsaved changes' })).toBeVisible();
    },
  },
  { name: 'new channel', path: settings('channels'), open: (tab) => press(tab, 'New channel').then(() => dialog(tab)) },
  { name: 'rename a community', path: settings('roles'), open: (tab) => press(tab, 'Rename the community').then(() => dialog(tab)) },
  { name: 'remove a member', path: settings('members'), open: (tab) => press(tab, /^Remove/).then(() => dialog(tab)) },
  { name: 'replace the lasting link', path: settings('invites'), open: (tab) => press(tab, 'Replace it').then(() => dialog(tab)) },
  { name: 'delete a channel', path: settings('channels'), open: (tab) => press(tab, /^Delete/).then(() => dialog(tab)) },
  {
    name: 'quota of a person',
    path: () => '/admin/people',
    full: 'instanceAdmin',
    open: (tab) => press(tab, /^Change/).then(() => dialog(tab)),
  },
  {
    name: 'device settings',
    path: lounge,
    open: async (tab) => {
      await press(tab, 'Join');
      await press(tab, 'Device settings');
      await dialog(tab);
    },
  },
  {
    name: 'quality of a share',
    path: lounge,
    open: async (tab) => {
      await press(tab, 'Join');
      await press(tab, /quality/i);
      await menu(tab);
    },
  },
  {
    name: 'people in a call',
    path: stage,
    open: async (tab) => {
      await joinStage(tab);
      await press(tab, /Show them/);
      await dialog(tab);
    },
  },
  {
    name: 'what is kept',
    path: stage,
    open: async (tab) => {
      await joinStage(tab);
      await press(tab, /Replay · Presenter/);
      await dialog(tab);
    },
  },
  { name: 'capture picker', path: stage, open: openPicker },
  { name: 'capture with a title', path: stage, open: pickDialog(openPicker, /Capture with a title/) },
  { name: 'capture settings', path: stage, open: pickDialog(openPicker, /Capture settings/) },
  {
    name: 'finished capture',
    path: stage,
    open: async (tab) => {
      await joinStage(tab);
      await tab.getByRole('button', { name: 'Capture', exact: true }).click();
      await expectClipReady(tab);
    },
  },
];

/** Menus, dialogs and panels that open over a page, as pages to look at. A new one belongs here: its accessibility is checked. */
export const overlayPages: readonly PageCase[] = overlays.map(({ name, path, full = 'communityAdmin', open }) => ({
  name,
  path,
  full,
  loads: false,
  prepare: open,
}));
