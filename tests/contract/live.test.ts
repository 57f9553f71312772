import { afterAll, beforeAll, expect, test } from 'vitest';
import { onlineRate } from '../../shared/rates';
import { DAY_HOOK_MS, dayWithRoom } from '../support/midnight';
import { openScreen, type TestScreen } from '../support/screen';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

let server: RunningServer;
let key = '';
let screen: TestScreen;
beforeAll(async () => {
  await dayWithRoom();
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
  screen = await openScreen(server.origin);
}, DAY_HOOK_MS);
afterAll(async () => {
  screen.close();
  await server.dispose();
});

test('I3 I4 what is acknowledged is in the frame with the acknowledged rev, absolute and chained, within 1 KB', async () => {
  const before = screen.frames.length;
  const { body } = await post(server.origin, key, [simpleReport('live-1')]);
  await until(() => screen.place().rev >= body.rev, 'the frame of the report');
  const frame = screen.frames.slice(before).find((one) => one.rev === body.rev);
  expect(frame).toMatchObject({ fromRev: body.rev - 1, epoch: screen.place().epoch });
  expect(frame?.wards.map((ward) => ward.code)).toEqual(['19753']);
  expect(frame?.wards[0]?.today).toMatchObject({ received: 1, receivedOnline: 1 });
  expect(Buffer.byteLength(`42["frame",${JSON.stringify(frame)}]`)).toBeLessThanOrEqual(1024);
});

test('a repetition changes nothing: the present rev is answered and no ward moves', async () => {
  const report = simpleReport('live-2');
  const first = await post(server.origin, key, [report]);
  await until(() => screen.place().rev >= first.body.rev, 'the first');
  const again = await post(server.origin, key, [report]);
  expect(again.body).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(again.body.rev).toBeLessThanOrEqual(screen.place().rev + 1);
});

test('after a storm of batches the replica equals the snapshot and the summary', async () => {
  for (let i = 0; i < 40; i++) {
    const batch = Array.from({ length: 25 }, (_, k) =>
      simpleReport(`storm-${i}-${k}`, { wardCode: k % 2 ? '19789' : '19804', channel: k % 3 ? 'online' : 'direct' }),
    );
    await post(server.origin, key, batch);
  }
  const snapshot = await (await fetch(`${server.origin}/api/v1/snapshot`)).json();
  await until(() => screen.place().rev >= snapshot.rev, 'the last frame');
  expect(screen.board().wards).toEqual(snapshot.wards);
  expect(screen.board().city).toEqual(snapshot.city);
  const day = snapshot.windows.today.from;
  const summary = await (await fetch(`${server.origin}/api/v1/summary?from=${day}&to=${day}`)).json();
  expect(summary.city.received).toBe(snapshot.city.today.received);
  expect(summary.city.onlineRate).toEqual(onlineRate(snapshot.city.today));
});

test('heartbeats come every second and carry the rev; the event line tells no dossier', async () => {
  const before = screen.beats.length;
  await until(() => screen.beats.length >= before + 3, 'three heartbeats');
  const last = screen.beats.at(-1);
  expect(last).toEqual({
    epoch: screen.place().epoch,
    rev: expect.any(Number),
    asOf: expect.any(String),
    now: expect.any(String),
    speed: 1,
  });
  await until(() => screen.tickers.length > 0, 'an event');
  for (const item of screen.tickers.flatMap((ticker) => ticker.items)) {
    expect(Object.keys(item).sort()).toEqual(['at', 'field', 'ward', 'what']);
  }
});

test('join: wrong protocol, unknown view and closed view are refused by name; again on the same socket is a fresh snapshot', async () => {
  expect(await screen.join('wall', 2)).toEqual({ ok: false, reason: 'protocol' });
  expect(await screen.join('cinema')).toEqual({ ok: false, reason: 'view' });
  for (const view of ['ops', 'remote']) expect(await screen.join(view)).toEqual({ ok: false, reason: 'forbidden' });
  for (const view of ['wall', 'present', 'ward']) {
    expect(await screen.join(view)).toMatchObject({ ok: true, snapshot: { epoch: screen.place().epoch } });
  }
});

test('a page of another site cannot open a socket', async () => {
  const { WebSocket } = await import('ws');
  const url = `${server.origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const outcome = await new Promise((resolve) => {
    const foreign = new WebSocket(url, { origin: 'https://elsewhere.example' });
    foreign.once('open', () => resolve('open'));
    foreign.once('error', () => resolve('refused'));
  });
  expect(outcome).toBe('refused');
});
