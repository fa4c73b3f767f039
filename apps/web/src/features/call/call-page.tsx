'use client';
import { useState } from 'react';
import { trpc } from '../../trpc/react.tsx';
import type { CallTicket } from '../../trpc/types.ts';
import { CallRoom } from './call-room.tsx';
import { LeftCall } from './left-call.tsx';
import { PreJoin } from './pre-join.tsx';

type Stage =
  | { name: 'before' }
  | { name: 'in'; ticket: CallTicket; withMicrophone: boolean }
  | { name: 'left'; reason: string | undefined };

/** A call from the door to the way out. */
export function CallPage({ roomName, viewer }: { roomName: string; viewer: { id: string; name: string } }) {
  const [stage, setStage] = useState<Stage>({ name: 'before' });
  const join = trpc.calls.join.useMutation();

  function enter(withMicrophone: boolean) {
    join.mutate({ roomName }, { onSuccess: (ticket) => setStage({ name: 'in', ticket, withMicrophone }) });
  }

  switch (stage.name) {
    case 'before':
      return <PreJoin roomName={roomName} onJoin={enter} isJoining={join.isPending} error={join.error} />;
    case 'in':
      return (
        <CallRoom
          roomName={roomName}
          viewer={viewer}
          ticket={stage.ticket}
          withMicrophone={stage.withMicrophone}
          onLeft={(reason) => setStage({ name: 'left', reason })}
        />
      );
    case 'left':
      return <LeftCall reason={stage.reason} onRejoin={() => setStage({ name: 'before' })} />;
  }
}
