/** `npm run prisma:push`: applies the migrations that a database lacks. It never changes tables any other way. */
import process from 'node:process';
import { migrate } from '../src/migrate.ts';

const url = process.env['DATABASE_URL'];
if (url === undefined || url === '') {
  process.stderr.write('DATABASE_URL is not set: say which database the migrations are for.\n');
  process.exit(1);
}
const applied = await migrate(url);
process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
