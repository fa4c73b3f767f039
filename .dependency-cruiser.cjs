/** The direction of dependencies: web -> api -> replay -> (db, recorder); worker -> replay; web -> ui. Nothing points back. */
const test = '\\.test\\.tsx?$|(^|/)testing/';
const outside = '^(node:)?(fs|fs/promises|child_process|net|dgram|http|https|tls|worker_threads|cluster)$';
const drivers = 'node_modules/(livekit-server-sdk|@prisma|fluent-ffmpeg|pg|pg-boss|@aws-sdk)/';

/** A package may import only these others. */
const only = (name, from, allowed) => ({
  name: `${name}-imports-only-${allowed.length ? allowed.join('-') : 'itself'}`,
  severity: 'error',
  from: { path: from, pathNot: test },
  to: { path: '^(packages|apps)/', pathNot: [from, ...allowed.map((other) => `^packages/${other}/`)] },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^\\.next|next-env|/generated/' } },
    only('recorder', '^packages/recorder/', []),
    only('db', '^packages/db/', []),
    only('ui', '^packages/ui/', []),
    only('synthetic-share', '^packages/synthetic-share/', []),
    only('replay', '^packages/replay/', ['db', 'recorder']),
    only('api', '^packages/api/', ['replay', 'db']),
    only('worker', '^apps/worker/', ['replay', 'db', 'recorder', 'synthetic-share']),
    only('web', '^apps/web/', ['api', 'replay', 'db', 'ui']),
    {
      name: 'no-deep-imports',
      comment: 'A package is entered by the doors its package.json exports.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: {
        path: '^packages/([^/]+)/src/',
        pathNot: [
          '^$1/$2/',
          '^packages/[^/]+/src/(index|server)\\.tsx?$',
          '^packages/recorder/src/(cmaf|shards)/index\\.ts$',
          '^packages/[^/]+/src/testing/index\\.ts$',
          '^packages/db/src/(embedded|migrate)\\.ts$',
          '^packages/db/src/backup/index\\.ts$',
          '^packages/synthetic-share/src/(clip-clock|clock-picture)\\.ts$',
        ],
      },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { pathNot: [test, '^(bench|e2e|scripts/soak)/'] },
      to: { path: '(^|/)src/testing/' },
    },
    {
      name: 'only-adapters-touch-the-outside',
      comment: 'Files, processes, LiveKit, FFmpeg and Prisma are reached through ports.',
      severity: 'error',
      from: { path: '^packages/replay/src/', pathNot: ['^packages/replay/src/(adapters/|server\\.ts$)', test] },
      to: { path: [outside, drivers, '^packages/db/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rules-do-not-know-adapters',
      severity: 'error',
      from: { path: '^packages/replay/src/', pathNot: ['^packages/replay/src/(adapters/|server\\.ts$)', test] },
      to: { path: '^packages/replay/src/adapters/' },
    },
    {
      name: 'client-door-is-client-safe',
      comment: 'Whatever packages/replay exports by its first door must run in a browser.',
      severity: 'error',
      from: { path: '^packages/replay/src/index\\.ts$' },
      to: { path: [outside, '^packages/replay/src/adapters/', '^packages/db/'], reachable: true },
    },
    {
      name: 'no-http-in-replay',
      severity: 'error',
      from: { path: '^packages/replay/' },
      to: { path: 'node_modules/(@trpc|hono|next|react|better-auth)/' },
    },
    {
      name: 'fluent-ffmpeg-in-one-place',
      severity: 'error',
      from: { pathNot: '^packages/replay/src/adapters/' },
      to: { path: 'node_modules/fluent-ffmpeg/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/generated/|\\.next/|/dist/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'apps/web/tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
