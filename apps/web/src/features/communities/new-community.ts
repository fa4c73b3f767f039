import { dialogOnDemand } from '../shell/on-demand.tsx';

/** The two ways into another community, fetched when somebody takes one. */
export const CreateCommunity = dialogOnDemand(() => import('./create-community.tsx').then((module) => module.CreateCommunity));
export const EnterInvite = dialogOnDemand(() => import('./enter-invite.tsx').then((module) => module.EnterInvite));
