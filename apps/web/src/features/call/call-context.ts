'use client';
import type { UserPreferences } from '@reprise/replay';
import { createContext, use } from 'react';
import type { CallRules, CallTicket, RoomSession } from '../../trpc/types.ts';
import type { SessionGap } from './gap-text.ts';

/** What everything in a call knows about it. */
export interface Call {
  roomName: string;
  viewer: { id: string; name: string };
  ticket: CallTicket;
  /** Undefined until they are loaded. */
  rules: CallRules | undefined;
  preferences: UserPreferences;
  sessions: readonly RoomSession[];
  /** False until they are loaded: that there are none says nothing then. */
  areSessionsKnown: boolean;
  /** The last gap of each session, by its id. */
  gaps: ReadonlyMap<string, SessionGap>;
  /** The server's wall clock. */
  serverNow: () => Date;
}

/** Provided by the call's view. */
export const CallContext = createContext<Call | undefined>(undefined);

/** The call this component is in. @throws Error outside of one */
export function useCall(): Call {
  const call = use(CallContext);
  if (call === undefined) throw new Error('There is no call around this component');
  return call;
}
