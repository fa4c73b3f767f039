/** What is printed for newcomers; the accounts themselves are made by seed-demo.ts. */
export const demoPassword = 'replay-demo';
export const presenterEmail = 'presenter@demo.test';
export const stageChannelName = 'Stage';

export const demoAccounts = [
  { email: 'admin@demo.test', role: 'instance admin' },
  { email: 'community-admin@demo.test', role: 'admin of the community "Demo"' },
  { email: 'moderator@demo.test', role: 'moderator' },
  { email: 'member@demo.test', role: 'member' },
] as const;
