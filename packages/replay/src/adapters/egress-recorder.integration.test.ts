import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/recorder/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReplayError } from '../errors.ts';
import type { PublishedShare } from '../ports/call-rooms.ts';
import type { Recording, RecordingEvent, RecordingRequest } from '../ports/recorder.ts';
import { type EgressServer, startEgressServer } from '../testing/start-egress-server.ts';
import { createEgressApi, type EgressApi } from './egress-api.ts';
import { createEgressRecorder, type EgressRecorder } from './egress-recorder.ts';
import { readEgressSession } from './egress-buffer-files.ts';

const SEGMENT_MS = 2_000;
let root: string;
let server: EgressServer;
let api: EgressApi;
let recorder: EgressRecorder;
/** Who shares what, by room. */
const shares = new Map<string, PublishedShare | null>();

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-egress-'));
  server = await startEgressServer(SEGMENT_MS / 1000);
  const paths = { bufferRoot: join(root, 'ours'), liveKitRoot: join(root, 'ours') };
  api = createEgressApi({ url: server.url, ...server.credentials, ...paths, segmentDurationMs: SEGMENT_MS });
  recorder = createEgressRecorder({
    api,
    findShare: async (roomName) => shares.get(roomName) ?? null,
    segmentDurationMs: SEGMENT_MS,
    retentionMs: 6_000,
    now: Date.now,
    maxRecordings: 50,
    pollMs: 250,
    onError: (error) => (isBroken(error) ? expectedErrors : errors).push(error),
  });
  server.onHint = ({ egressId }) => {
    if (egressId !== undefined) recorder.look(egressId);
  };
});
const errors: unknown[] = [];
/** What the recorded LiveKit was told to answer. */
const expectedErrors: unknown[] = [];
const isBroken = (error: unknown): boolean =>
  error instanceof ReplayError && error.cause instanceof Error && error.cause.message.includes('broken on purpose');
afterAll(async () => {
  await recorder.close();
  await server.close();
  await rm(root, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

interface Case {
  request: RecordingRequest;
  events: RecordingEvent[];
  start(): Promise<Recording>;
  /** The first event of a kind, once it was told. */
  told<T extends RecordingEvent['type']>(type: T, timeoutMs: number): Promise<Extract<RecordingEvent, { type: T }>>;
}

function prepare(name: string, room = name): Case {
  const events: RecordingEvent[] = [];
  const tracks = { videoTrackId: `TR_${name}`, audioTrackId: 'TR_audio' };
  shares.set(room, tracks);
  const request: RecordingRequest = {
    sessionId: `session-${room}`,
    generation: 1,
    roomName: room,
    participantIdentity: 'robin',
    tracks,
    quality: '1440p',
    directory: join(root, 'ours', room, 'robin', `session-${room}`),
    onEvent: (event) => events.push(event),
  };
  return {
    request,
    events,
    start: () => recorder.start(request),
    told: async (type, timeoutMs) => {
      const find = () => events.find((event) => event.type === type);
      await waitUntil(`${name}: ${type} (told: ${events.map((event) => event.type).join()})`, timeoutMs, () => find() !== undefined);
      const event = find();
      if (event?.type !== type) throw new Error('Not told');
      return event as Extract<RecordingEvent, { type: typeof type }>;
    },
  };
}

/** The cases of docs/egress.md that have a test below. */
const tested = new Set<string>();

/** Names the row of docs/egress.md that a test proves. */
function row(name: string): string {
  tested.add(name);
  return name;
}

/** Every row of what Egress was recorded to do; see egress-outcome.ts for the bodies. */
describe.concurrent('LiveKit Egress', { timeout: 60_000 }, () => {
  test(`${row('stop')}: media is told, the press is waited for, nothing is left running`, async () => {
    const { request, start, told, events } = prepare('records');
    const recording = await start();
    expect(recording.egressId).toMatch(/^EG_/);
    await told('active', 10_000);
    expect(events.find((event) => event.type === 'media')).toMatchObject({ media: { video: { width: 2560, height: 1440 } } });
    const press = Date.now();
    await recording.flush(press, 10_000);
    const [track] = await readEgressSession(request.directory);
    expect(track?.segments.at(-1)?.endsAt).toBeGreaterThanOrEqual(press);
    expect(Date.now() - press).toBeLessThan(2 * SEGMENT_MS + 1_500);
    await recording.stop();
    await recording.stop();
    expect(await api.look(recording.egressId)).toMatchObject({ state: 'ended' });
    const before = await readdir(request.directory);
    expect(before.filter((name) => !/^(full|live)\.m3u8$|^segment-1001_\d{5}\.ts$/.test(name))).toEqual([]);
    const sent = (await server.requests()).find((body) => body['roomName'] === 'records');
    expect(sent).toMatchObject({
      videoTrackId: 'TR_records',
      audioTrackId: 'TR_audio',
      advanced: { width: 2560, height: 1440, framerate: 30, videoBitrate: 8000 },
    });
  });

  test(`${row('no capacity')} is told within 3 s`, async () => {
    const from = Date.now();
    await expect(prepare('no-capacity').start()).rejects.toMatchObject({ code: 'NO_RECORDER_CAPACITY' });
    // 2.2 s on a machine that is not busy; LiveKit itself answers after 23 s.
    expect(Date.now() - from).toBeLessThan(15_000);
  });

  test('one that is admitted after we gave up is stopped', async () => {
    await expect(prepare('late-start').start()).rejects.toMatchObject({ code: 'NO_RECORDER_CAPACITY' });
    const ofRoom = () => api.listOfSession('late-start', 'session-late-start');
    await waitUntil('it began', 8_000, async () => (await ofRoom()).length === 1);
    await waitUntil('it is stopped', 8_000, async () => (await ofRoom()).length === 0);
  });

  test(`${row('room does not exist')}: refused`, async () => {
    await expect(prepare('no-room').start()).rejects.toMatchObject({ code: 'NOT_SHARING' });
  });

  test(`${row('track id does not exist')}: told when Egress knows`, async () => {
    const { start, told } = prepare('nonexistent-track');
    await start();
    expect(await told('failed', 40_000)).toMatchObject({ code: 'track-gone' });
  });

  test(row('storage not writable'), async () => {
    const { start, told } = prepare('unwritable-storage');
    await start();
    expect(await told('failed', 15_000)).toMatchObject({ code: 'storage' });
  });

  test(`${row('stop before start-up finished')} is a stop`, async () => {
    const { start, events } = prepare('slow-start-up');
    const recording = await start();
    await recording.stop();
    expect(events).toEqual([]);
    expect(await api.look(recording.egressId)).toMatchObject({ state: 'failed', code: 'aborted' });
  });

  test('an Egress that was aborted by others', async () => {
    const { start, told } = prepare('slow-start-up', 'aborted');
    const recording = await start();
    await server.control(recording.egressId, 'end', 'aborted-stop-before-start');
    expect(await told('failed', 3_000)).toMatchObject({ code: 'aborted' });
  });

  test.each([
    [row('publisher leaves, room deleted'), 'publisher-left'],
    [row('publisher leaves, room deleted'), 'room-deleted'],
    [row("publisher's browser killed"), 'publisher-crashed'],
  ])('%s (%s): the share has ended', async (_row, scenario) => {
    const { start, told } = prepare(scenario);
    const recording = await start();
    await told('active', 10_000);
    shares.set(scenario, null);
    await server.control(recording.egressId, 'end', scenario);
    expect(await told('share-ended', 3_000)).toEqual({ type: 'share-ended', reason: 'The share has ended' });
    await recording.stop();
  });

  test('a sharer who comes back goes on in the same buffer', async () => {
    const { request, start, told, events } = prepare('comes-back');
    const recording = await start();
    const first = recording.egressId;
    await told('active', 10_000);
    shares.set('comes-back', null);
    await server.control(first, 'end', 'publisher-left');
    await told('share-ended', 3_000);
    shares.set('comes-back', { videoTrackId: 'TR_comes-back-again' });
    await waitUntil('media arrives again', 15_000, () => events.filter((event) => event.type === 'active').length === 2);
    expect(recording.egressId).not.toBe(first);
    const [track] = await readEgressSession(request.directory);
    expect(new Set(track?.segments.map((segment) => segment.epoch))).toEqual(new Set([0, 1]));
    expect(await readFile(join(request.directory, 'full-0001.m3u8'), 'utf8')).toContain('segment-1001_00000.ts');
    await recording.stop();
  });

  test.each([
    [row('machine over 95 % CPU'), 'cpu-exhausted', 'cpu-exhausted'],
    [row('handler process killed'), 'handler-killed', 'recorder-lost'],
  ])('%s is told as a failure', async (_name, scenario, code) => {
    const { start, told } = prepare(scenario);
    const recording = await start();
    await told('active', 10_000);
    await server.control(recording.egressId, 'end', scenario);
    expect(await told('failed', 3_000)).toMatchObject({ code });
    await recording.stop();
  });

  test(`${row('service killed (-9)')}: found because nothing new is listed`, async () => {
    const { start, told } = prepare('service-killed');
    const recording = await start();
    await told('active', 10_000);
    await server.control(recording.egressId, 'kill-service');
    expect(await told('failed', 30_000)).toMatchObject({ code: 'recorder-lost' });
    expect(await api.look(recording.egressId)).toEqual({ state: 'running' });
    await recording.stop();
  });

  test(`${row('screen video unpublished, its audio stays')}: the share has ended and the Egress is stopped`, async () => {
    const { start, told } = prepare('unpublished');
    const recording = await start();
    await told('active', 10_000);
    shares.set('unpublished', null);
    await server.control(recording.egressId, 'stop-writing');
    await told('share-ended', 10_000);
    await waitUntil('the Egress is stopped', 5_000, async () => (await api.look(recording.egressId)).state === 'ended');
  });

  test(`${row('mute, or no frames for 2 s')}, or a resize: one recording without a gap, in the size of the preset`, async () => {
    const { start, told, events, request } = prepare('mute-resize-unpublish', 'muted');
    const recording = await start();
    await told('active', 10_000);
    // The share is still published, whatever its picture is: that is all LiveKit and Egress tell.
    const progress = () => events.filter((event) => event.type === 'progress').length;
    await waitUntil('it goes on', 20_000, () => progress() >= 4);
    expect(events.filter((event) => !['active', 'media', 'progress'].includes(event.type))).toEqual([]);
    expect(await told('media', 1_000)).toMatchObject({ media: { video: { width: 2560, height: 1440 } } });
    const [track] = await readEgressSession(request.directory);
    expect(new Set(track?.segments.map((segment) => segment.epoch))).toEqual(new Set([0]));
    await recording.stop();
  });

  test.each([
    ['401', 'api-401'],
    ['500', 'api-500'],
    ['an answer that is no JSON', 'api-garbage'],
  ])(`${row('API error')} (%s) of a start is told at once and leaves nothing`, async (_name, scenario) => {
    await expect(prepare(scenario).start()).rejects.toMatchObject({ code: 'LIVEKIT_UNREACHABLE' });
    expect(await api.listOfSession(scenario, `session-${scenario}`)).toEqual([]);
  });

  test(`${row('API error')} while it runs: the recording goes on and is asked again`, async () => {
    const { start, told, events } = prepare('api-fails-later');
    const recording = await start();
    await told('active', 10_000);
    await server.control(recording.egressId, 'break-list');
    const before = expectedErrors.length;
    await waitUntil('LiveKit was asked in vain', 15_000, () => expectedErrors.length > before);
    await server.control(recording.egressId, 'mend-list');
    const progress = events.filter((event) => event.type === 'progress').length;
    await waitUntil('it goes on', 15_000, () => events.filter((event) => event.type === 'progress').length > progress);
    expect(events.some((event) => event.type === 'failed' || event.type === 'share-ended')).toBe(false);
    await recording.stop();
  });

  test(`${row('stop of an unknown id')} is fine`, async () => {
    await api.stop('EG_unknown');
    expect(await api.look('EG_unknown')).toEqual({ state: 'gone' });
  });

  test('a dead worker left an Egress behind: the next one goes on with it', async () => {
    const { request, start, told } = prepare('left-behind');
    const first = await api.start(request, request.tracks, 1);
    const recording = await start();
    expect(recording.egressId).toBe(first);
    await told('active', 10_000);
    await recording.stop();
  });

  test('retention deletes what is older, by the newest media', async () => {
    const { request, start, told } = prepare('prunes');
    const recording = await start();
    await told('active', 10_000);
    await waitUntil(
      'more than the retention is buffered',
      30_000,
      async () => ((await readEgressSession(request.directory))[0]?.segments.length ?? 0) >= 6,
    );
    expect(await recorder.prune()).toBeGreaterThan(0);
    const [track] = await readEgressSession(request.directory);
    const newest = track?.segments.at(-1)?.endsAt ?? 0;
    expect(track?.segments[0]?.endsAt).toBeGreaterThanOrEqual(newest - 6_000);
    expect(track?.segments.length).toBeLessThanOrEqual(6_000 / SEGMENT_MS + 1);
    await recording.stop();
  });
});

test('every row of docs/egress.md has a test, and every test its row', async () => {
  const table = await readFile(join(import.meta.dirname, '../../../../docs/egress.md'), 'utf8');
  const rows = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, name = '']) => (name === 'case' ? [] : [name]));
  expect(rows.length).toBeGreaterThan(12);
  expect([...tested].sort()).toEqual(rows.sort());
});
