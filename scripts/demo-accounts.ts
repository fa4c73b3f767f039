/** What is printed for newcomers; the accounts are made by seed-demo.ts. */
export const demoPassword = 'replay-demo';

/** The people of the demo, the presenter aside. */
export const demoAccounts = [
  { email: 'admin@demo.test', role: 'instance admin' },
  { email: 'community-admin@demo.test', role: 'admin of the community "Demo"' },
  { email: 'moderator@demo.test', role: 'moderator' },
  { email: 'member@demo.test', role: 'member' },
] as const;
