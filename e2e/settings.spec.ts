import type { Browser, Page } from '@playwright/test';
import type { Db } from '@reprise/db';
import { type Person, signIn, signUp, signUpOnPage } from './support/person.ts';
import { joinCall } from './support/sharer.ts';
import { expect, test } from './support/test.ts';

test('a newcomer creates a community, invites by link, and a second person joins and is seen in the call', async ({
  page,
  browser,
  stack,
}) => {
  await page.goto(stack.baseUrl);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await signUpOnPage(page, 'Nora Newcomer');
  await page.getByRole('button', { name: 'Create a community' }).click();
  const name = `Friday games ${String(Date.now())}`;
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('button', { name: `Options of ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Invite people' }).click();
  await page.getByRole('button', { name: 'Create link' }).click();
  const link = await page.getByRole('textbox', { name: 'New link' }).inputValue();
  await expect(page.getByText(/0 joined/)).toBeVisible();

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const friend = await context.newPage();
  // Not signed in: the link is kept through sign-in and on to sign-up.
  await friend.goto(link);
  await expect(friend.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await friend.getByRole('link', { name: 'Create an account' }).click();
  await signUpOnPage(friend, 'Frida Friend');
  await expect(friend.getByRole('heading', { name: `Join ${name}?` })).toBeVisible();
  await friend.getByRole('button', { name: `Join ${name}` }).click();
  await expect(friend.getByRole('link', { name: /Lounge/ }).first()).toBeVisible();
  // The one who invited sees it in the open dialog.
  await expect(page.getByText(/1 joined/)).toBeVisible();
  await page.keyboard.press('Escape');

  const room =
    /\/call\/([^/]+)/.exec(
      (await friend
        .getByRole('link', { name: /Lounge/ })
        .first()
        .getAttribute('href')) ?? '',
    )?.[1] ?? '';
  await joinCall(friend, stack.baseUrl, room);
  const people = page.getByRole('complementary').getByRole('list', { name: 'In Lounge now' });
  await expect(people.getByText('Frida Friend')).toBeVisible();
  await friend.getByRole('button', { name: 'Leave' }).click();
  await expect(people).toBeHidden();

  // Another name, in the friend's open page too.
  await friend.goto(stack.baseUrl);
  await page.getByRole('button', { name: `Options of ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Rename the community' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(`${name} at night`);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: `${name} at night`, level: 1 })).toBeVisible();
  await expect(friend.getByRole('complementary').getByRole('heading', { name: `${name} at night` })).toBeVisible();
  await context.close();
});

test('a link that is taken back lets nobody in, and says so @long', async ({ browser, stack, db, community }) => {
  const admin = await openAs(browser, stack.baseUrl, await memberOf(stack.baseUrl, community, 'Ada Admin', 'admin'));
  await admin.goto(`${stack.baseUrl}/communities/${community.id}/settings/invites`);
  await admin.getByRole('button', { name: 'Create link' }).click();
  const link = await admin.getByRole('textbox', { name: 'New link' }).inputValue();
  await admin.getByRole('button', { name: /^Revoke/ }).click();
  await admin.getByRole('dialog', { name: 'Revoke this link?' }).getByRole('button', { name: 'Revoke link' }).click();
  await expect(admin.getByText('Taken back')).toBeVisible();
  const guest = await openAs(browser, stack.baseUrl, await signUp(stack.baseUrl, 'Gus Guest'));
  await guest.goto(link);
  await expect(guest.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible();
  expect(await db.communityMember.count({ where: { communityId: community.id } })).toBe(1);
});

test('a changed limit shows in another person’s open page and in the audit trail @long', async ({ browser, stack, community }) => {
  const member = await openAs(browser, stack.baseUrl, await memberOf(stack.baseUrl, community, 'Mara Member', 'member'));
  await member.goto(stack.baseUrl);
  await expect(member.getByText('up to 5 replay buffers at once')).toBeVisible();
  const admin = await openAs(browser, stack.baseUrl, await memberOf(stack.baseUrl, community, 'Ada Admin', 'admin'));
  await admin.goto(`${stack.baseUrl}/communities/${community.id}/settings/replay`);
  await admin.getByRole('textbox', { name: 'At most at once' }).fill('3');
  const bar = admin.getByRole('region', { name: 'Unsaved changes' });
  await expect(bar).toContainText('At most at once');
  await bar.getByRole('button', { name: 'Save changes' }).click();
  await expect(admin.getByText('Settings saved')).toBeVisible();
  await expect(member.getByText('up to 3 replay buffers at once')).toBeVisible();
  await admin.getByRole('link', { name: 'Audit trail' }).click();
  await expect(admin.getByText('At most at once: 5 → 3')).toBeVisible();
});

test('two admins who edit at once see both, and neither is overwritten unseen', async ({ browser, stack, db, community }) => {
  const open = async (name: string) => {
    const page = await openAs(browser, stack.baseUrl, await memberOf(stack.baseUrl, community, name, 'admin'));
    await page.goto(`${stack.baseUrl}/communities/${community.id}/settings/replay`);
    return page;
  };
  const [first, second] = [await open('Ada Admin'), await open('Bo Admin')];
  await second.getByRole('textbox', { name: 'At most at once' }).fill('9');
  await first.getByRole('textbox', { name: 'At most at once' }).fill('2');
  await first.getByRole('combobox', { name: 'Who may capture' }).click();
  await first.getByRole('option', { name: 'Anyone in the call' }).click();
  await first.getByRole('button', { name: 'Save changes' }).click();
  await expect(first.getByText('Settings saved')).toBeVisible();
  await expect(second.getByText('Somebody else saved these settings while you were editing')).toBeVisible();

  await second.getByRole('button', { name: 'Save changes' }).click();
  const dialog = second.getByRole('dialog', { name: 'Somebody else changed this at the same time' });
  await expect(dialog.getByRole('row', { name: /At most at once/ })).toContainText(/5\s*2\s*9/);
  await expect(dialog.getByRole('row', { name: /Who may capture/ })).toContainText('not edited');
  expect(await configOf(db, community.id)).toMatchObject({ maxConcurrent: 2, whoMayCapture: 'ANYONE' });
  await dialog.getByRole('button', { name: 'Save mine' }).click();
  await expect(second.getByText('Settings saved')).toBeVisible();
  // Mine won where I edited, theirs stayed where I did not; and their page shows it.
  expect(await configOf(db, community.id)).toMatchObject({ maxConcurrent: 9, whoMayCapture: 'ANYONE' });
  await expect(first.getByRole('textbox', { name: 'At most at once' })).toHaveValue('9');
});

test('a member without permission sees why', async ({ browser, stack, community }) => {
  const member = await openAs(browser, stack.baseUrl, await memberOf(stack.baseUrl, community, 'Mara Member', 'member'));
  await member.goto(`${stack.baseUrl}/communities/${community.id}/settings/replay`);
  await expect(member.getByText('Permission denied - MANAGE_REPLAY_LIMITS. Your role here is “member”.')).toBeVisible();
  await expect(member.getByRole('button', { name: 'Save changes' })).toBeHidden();
  await member.getByRole('link', { name: 'Roles' }).click();
  await expect(member.getByRole('checkbox', { name: 'member: Capture' })).toBeDisabled();
  await member.goto(`${stack.baseUrl}/admin`);
  await expect(member.getByText('Permission denied - instance admin')).toBeVisible();
});

test('an instance admin changes a quota, and its owner sees it @long', async ({ browser, stack }) => {
  const person = await signUp(stack.baseUrl, `Quentin ${String(Date.now())}`);
  const admin = await openAs(browser, stack.baseUrl, { email: 'admin@demo.test', password: 'replay-demo' });
  await admin.goto(`${stack.baseUrl}/admin`);
  await admin.getByRole('searchbox', { name: 'Search people' }).fill(person.email);
  await admin.getByRole('button', { name: `Change the quota of ${person.name}` }).click();
  await admin.getByRole('textbox', { name: 'Quota', exact: true }).fill('1.5');
  await admin.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(admin.getByText('0 B of 1.5 GB')).toBeVisible();
  const owner = await openAs(browser, stack.baseUrl, person);
  await owner.goto(`${stack.baseUrl}/clips`);
  await expect(owner.getByText(/of 1\.5 GB used/)).toBeVisible();
});

/** A page of a browser of their own, signed in. */
async function openAs(browser: Browser, baseUrl: string, person: Pick<Person, 'email' | 'password'>): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await signIn(context, baseUrl, person);
  return context.newPage();
}

async function memberOf(
  baseUrl: string,
  community: { join: (userId: string, role: 'admin' | 'member') => Promise<void> },
  name: string,
  role: 'admin' | 'member',
): Promise<Person> {
  const person = await signUp(baseUrl, name);
  await community.join(person.id, role);
  return person;
}

function configOf(db: Db, communityId: string) {
  return db.communityReplayConfig.findUniqueOrThrow({ where: { communityId } });
}
