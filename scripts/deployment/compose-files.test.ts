import { existsSync, readFileSync } from 'node:fs';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';
import { inRepository } from '../stack/repository.ts';
import { baseName, interpolatedVariables, readComposeFiles } from './compose-files.ts';

const files = readComposeFiles();
const named = files.map((file) => ({ ...file }));
const base = files.find((file) => file.name === baseName);
const services = files.flatMap((file) =>
  Object.entries(file.content.services).map(([name, service]) => ({ file: file.name, name, service })),
);

/** What only says in which order things are written, and that an image that is built here has a name. */
const order = {
  'no-build-and-image': 0,
  'require-project-name-field': 0,
  'service-dependencies-alphabetical-order': 0,
  'service-keys-order': 0,
  'service-ports-alphabetical-order': 0,
  'services-alphabetical-order': 0,
  'top-level-properties-order': 0,
} as const;

/** Each file compiles the whole schema anew, which is slow where others keep the cores busy. */
const schemaTimeoutMs = 60_000;

test.each(named)('$name fits the schema of compose files', { timeout: schemaTimeoutMs }, ({ path }) => {
  const results = new DCLinter({ rules: order, quiet: false, debug: false, exclude: [] }).lintFiles([path], false);
  expect(results).toHaveLength(1);
  expect(results.flatMap((result) => result.messages)).toEqual([]);
});

test.each(named)('$name demands its secrets', ({ text }) => {
  const secrets = interpolatedVariables(text).filter(({ name }) => /(SECRET|PASSWORD|TOKEN)$/.test(name) && name !== 'JWT_SECRET');
  expect(secrets.filter(({ rest }) => !rest.startsWith(':?'))).toEqual([]);
});

test('nobody runs an image that may change under its name', () => {
  const images = services.flatMap(({ service }) => (service.image === undefined ? [] : [service.image]));
  expect(images.length).toBeGreaterThan(8);
  expect(images.filter((image) => !/:v?\d+\.\d+/.test(image) && !image.startsWith('reprise-'))).toEqual([]);
});

test('every service gives its rights away', () => {
  // Egress is as its makers ship it; overlays only add to what the base says.
  const own = services.filter(
    ({ file, name, service }) => service.image !== undefined && !(file === 'compose.egress.yaml' && name === 'egress'),
  );
  expect(own.filter(({ service }) => !service.cap_drop.includes('ALL')).map(({ name }) => name)).toEqual([]);
  expect(own.filter(({ service }) => !service.read_only).map(({ name }) => name)).toEqual(['postgres', 'prometheus']);
});

test('nothing but LiveKit and the proxy can be reached from outside', () => {
  const ports = services.flatMap(({ service }) => service.ports);
  expect(ports.length).toBeGreaterThan(2);
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
});

test('web and worker wait for the migrations', () => {
  for (const name of ['web', 'worker']) {
    expect(base?.content.services[name]?.depends_on['migrate']).toEqual({ condition: 'service_completed_successfully' });
  }
});

test('what an overlay needs is there', () => {
  for (const { content, name } of files) {
    const known = { ...base?.content.services, ...content.services };
    const volumes = { ...base?.content.volumes, ...content.volumes };
    for (const service of Object.values(content.services)) {
      for (const needed of Object.keys(service.depends_on)) expect(known, name).toHaveProperty(needed);
      for (const source of service.volumes.map((volume) => volume.split(':')[0] ?? '')) {
        if (source.startsWith('./')) expect(existsSync(inRepository('docker', source)), source).toBe(true);
        else expect(volumes, name).toHaveProperty(source);
      }
    }
  }
});

test('the Dockerfile is well formed, its images pinned, and nobody is root', () => {
  const text = readFileSync(inRepository('docker/Dockerfile'), 'utf8');
  expect(validate(text)).toEqual([]);
  expect(text).toMatch(/^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-bookworm-slim$/m);
  const stages = [...text.matchAll(/^FROM (\S+) AS (\S+)$/gm)];
  const names = stages.map(([, , name]) => name);
  expect(stages.map(([, from]) => from).filter((from) => from !== '${NODE_IMAGE}' && !names.includes(from))).toEqual([]);
  for (const name of ['worker', 'web']) {
    const stage = text.split(/^FROM /m).find((part) => part.startsWith(`runtime AS ${name}\n`));
    expect(stage).toContain('\nUSER node\n');
    expect(stage).toContain('\nHEALTHCHECK ');
  }
});

test('images run the Node that everything was tested on', () => {
  const lockfile = readFileSync(inRepository('pnpm-lock.yaml'), 'utf8');
  const tested = /^ {2}node@(\d+\.\d+\.\d+):$/m.exec(lockfile)?.[1];
  expect(readFileSync(inRepository('docker/Dockerfile'), 'utf8')).toContain(`node:${tested ?? 'unknown'}-`);
});
