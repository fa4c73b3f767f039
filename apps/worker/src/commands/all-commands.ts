import { backupCommand } from './backup.ts';
import { checkReplayStorageCommand } from './check-replay-storage.ts';
import { cleanupCommand } from './cleanup.ts';
import type { Command } from './command.ts';
import { consoleCommand } from './console.ts';
import { diskUsageCommand } from './disk-usage.ts';
import { doctorCommand } from './doctor.ts';
import { pruneClipsCommand } from './prune-clips.ts';
import { quotasCommand } from './quotas.ts';
import { restoreCommand } from './restore.ts';
import { sessionsCommand } from './sessions.ts';
import { stopAllCommand } from './stop-all.ts';
import { supportBundleCommand } from './support-bundle.ts';

/** In the order in which help lists them. */
export const allCommands: readonly Command[] = [
  doctorCommand,
  sessionsCommand,
  stopAllCommand,
  cleanupCommand,
  diskUsageCommand,
  quotasCommand,
  pruneClipsCommand,
  checkReplayStorageCommand,
  backupCommand,
  restoreCommand,
  supportBundleCommand,
  consoleCommand,
];
