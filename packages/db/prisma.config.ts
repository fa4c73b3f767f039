import { defineConfig } from 'prisma/config';

// The CLI's own configuration: only `prisma generate` and `prisma studio` are used, migrations have a runner of their own.
export default defineConfig({
  schema: '../../prisma/schema.prisma',
  migrations: { path: '../../prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgres://unused' },
});
