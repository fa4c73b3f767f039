import { z } from 'zod';

const checksum = z.string().regex(/^[0-9a-f]{64}$/);

/** What a dump holds. Files are named relative to its directory. */
export const databaseDumpSchema = z.object({
  /** Of the server the rows came from, such as "17.2". */
  serverVersion: z.string(),
  /** What had been applied, in order: the shape of the rows. */
  migrations: z.array(z.object({ name: z.string(), checksum })),
  /** Referenced tables come before those that refer to them. */
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number().int().min(0),
      /** Of COPY's text format, gzipped. */
      file: z.string(),
      /** SHA-256 of the file. */
      checksum,
    }),
  ),
  /** The last number each sequence gave; null: none yet. */
  sequences: z.array(z.object({ name: z.string(), lastValue: z.string().regex(/^\d+$/).nullable() })),
});

/** See {@link databaseDumpSchema}. */
export type DatabaseDump = z.infer<typeof databaseDumpSchema>;
export type DumpedTable = DatabaseDump['tables'][number];
