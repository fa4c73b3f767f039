'use client';
import { useState } from 'react';
import { trpc } from '../../trpc/react.tsx';
import type { CallTicket } from '../../trpc/types.ts';
import { CallRoom } from './call-room.tsx';
import { LeftCall } from './left-call.tsx';
import { PreJoin, type Entrance } from './pre-join.tsx';

type Stage = { name: 'before' } | { name: 'in'; ticket: CallTicket; entrance: Entrance } | { name: 'left'; reason: string | undefined };

/** A call from the door to the way out. */
export function CallPage({ roomName, viewer }: { roomName: string; viewer: { id: string; name: string } }) {
  const [stage, setStage] = useState<Stage>({ name: 'before' });
  const join = trpc.calls.join.useMutation();

  function enter(entrance: Entrance) {
    join.mutate({ roomName }, { onSuccess: (ticket) => setStage({ name: 'in', ticket, entrance }) });
  }

  switch (stage.name) {
    case 'before':
      return <PreJoin roomName={roomName} viewerName={viewer.name} onJoin={enter} isJoining={join.isPending} error={join.error} />;
    case 'in':
      return (
        <CallRoom
          roomName={roomName}
          viewer={viewer}
          ticket={stage.ticket}
          entrance={stage.entrance}
          onLeft={(reason) => setStage({ name: 'left', reason })}
        />
      );
    case 'left':
      return <LeftCall reason={stage.reason} onRejoin={() => setStage({ name: 'before' })} />;
  }
}
