import type { Db, Prisma } from '@reprise/db';
import { liveStatuses } from '../sessions/transitions.ts';
import { unfinishedStatuses } from './prisma-capture-record.ts';
import { recorderRows } from './prisma-enums.ts';
import { wakeWorkers } from './prisma-live-events.ts';

/** What a worker tells about itself with every heartbeat. */
export interface NodeReport {
  recorder: 'direct' | 'egress';
  /** How many recordings it takes in all. */
  capacity: number;
  recordings: number;
  version: string;
  draining: boolean;
  /** Where other processes reach its internal HTTP; null: nowhere. */
  address: string | null;
  health: Prisma.InputJsonObject;
}

/** A finished session whose buffer is still on this node's disk. */
export interface AbandonedBuffer {
  sessionId: string;
  /** Relative to REPLAY_BUFFER_PATH. */
  segmentPath: string;
}

/** One worker's own row. */
export interface NodeStore {
  /** Says that the node lives; due at least every 5 s, since one without for 15 s takes no recordings. */
  heartbeat(report: NodeReport): Promise<void>;
  /** Frees what an earlier process of this node held: it is dead, or the node's lock could not have been taken. */
  reclaim(): Promise<void>;
  /** The node ends in order. */
  leave(): Promise<void>;
  /** Buffers of sessions that ended without their worker: to be removed from this node's disk. */
  listAbandonedBuffers(): Promise<AbandonedBuffer[]>;
  markBufferDeleted(sessionId: string): Promise<void>;
  /** Ends the grace of the session here that has been in it longest, for its disk space; null: none is in grace. */
  dropOldestGrace(): Promise<string | null>;
  /** Bytes of this node's buffers and of every clip. */
  sumStoredBytes(): Promise<{ buffers: number; clips: number }>;
}

/** A worker's own row in PostgreSQL. */
export function createPrismaNodeStore(db: Db, nodeId: string): NodeStore {
  return {
    heartbeat: async ({ recorder, ...report }) => {
      const data = { ...report, recorder: recorderRows[recorder], heartbeatAt: new Date() };
      await db.recorderNode.upsert({ where: { id: nodeId }, create: { id: nodeId, ...data }, update: data });
    },
    reclaim: async () => {
      await db.egressSession.updateMany({ where: { nodeId, status: { in: [...liveStatuses] } }, data: { leaseUntil: null } });
      await db.capture.updateMany({ where: { nodeId, status: { in: [...unfinishedStatuses] } }, data: { leaseUntil: null } });
    },
    leave: async () => {
      await db.recorderNode.deleteMany({ where: { id: nodeId } });
    },
    listAbandonedBuffers: async () => {
      const rows = await db.egressSession.findMany({
        where: { nodeId, status: { in: ['stopped', 'ended', 'failed'] }, bufferDeletedAt: null },
        select: { id: true, segmentPath: true },
      });
      return rows.map((row) => ({ sessionId: row.id, segmentPath: row.segmentPath }));
    },
    dropOldestGrace: async () => {
      const oldest = await db.egressSession.findFirst({
        where: { nodeId, status: 'grace', graceUntil: { gt: new Date() } },
        orderBy: { graceUntil: 'asc' },
        select: { id: true },
      });
      if (!oldest) return null;
      await db.egressSession.updateMany({
        where: { id: oldest.id, status: 'grace' },
        data: { graceUntil: new Date(), reason: 'The disk is full' },
      });
      await wakeWorkers(db);
      return oldest.id;
    },
    sumStoredBytes: async () => {
      const buffers = await db.egressSession.aggregate({ where: { nodeId, bufferDeletedAt: null }, _sum: { bufferBytes: true } });
      const clips = await db.file.aggregate({ _sum: { size: true } });
      return { buffers: Number(buffers._sum.bufferBytes ?? 0n), clips: Number(clips._sum.size ?? 0n) };
    },
    markBufferDeleted: async (sessionId) => {
      await db.egressSession.updateMany({ where: { id: sessionId, nodeId }, data: { bufferDeletedAt: new Date(), bufferBytes: 0n } });
    },
  };
}
