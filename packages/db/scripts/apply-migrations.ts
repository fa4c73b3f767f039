/** Applies prisma/migrations to DATABASE_URL and says what it did. */
import { migrate } from '../src/migrate.ts';

const url = process.env['DATABASE_URL'];
if (!url) throw new Error('DATABASE_URL is not set: which database shall be migrated?');
const applied = await migrate(url);
process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
