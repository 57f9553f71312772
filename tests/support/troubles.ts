import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { STORAGE_FAULTS } from '../../shared/conditions';
import { type DeafProxy, openDeafProxy } from './deafProxy';
import { calendar } from './histories';
import { sendBeside } from './olderLog';
import { SCRATCH } from './scratch';
import { command, makeDataDir, startServer } from './server';
import { post, simpleReport } from './source';
import { again, exited, ofCalls, ofDisk, ofKey, plain, shared, type Trouble, UNREACHABLE } from './troubleKinds';

const NOTHING = /^$/;
const GONE = '19999';
const DEEP = 60_000;
const OVER = 1100;
const CLOCK_OFF_MS = 2 * 3_600_000;
const preload = (file: string) => `--import ${pathToFileURL(fileURLToPath(new URL(file, import.meta.url))).href}`;
const now = () => Math.floor(performance.timeOrigin + performance.now());

/** Every kind of fault that this product has met, each as it really happens. */
export const TROUBLES: readonly Trouble[] = [
  {
    name: 'deep report',
    done: `reports of ${DEEP} nested arrays, lists and objects sent beside the source`,
    said: null,
    prepare: shared({
      strike: async ({ server, key }) => {
        for (const [open, close] of [
          ['[', ']'],
          ['{"a":', '}'],
          ['[{"a":', '}]'],
        ] as const) {
          const value = `${open.repeat(DEEP)}1${close.repeat(DEEP)}`;
          const report = JSON.stringify(simpleReport('deep', { extra: 0 })).replace('"extra":0', `"extra":${value}`);
          const { status, body } = await post(server.origin, key, `[${report}]`);
          const [why] = body.quarantined;
          if (status !== 200 || why?.reason !== 'too-deep') throw new Error(`${status} ${JSON.stringify(body)}`);
        }
      },
      mend: async () => 'nothing to recover from: each was quarantined as too-deep',
    }),
  },
  {
    name: 'one dossier, over and over',
    done: `${OVER} reports of one dossier sent`,
    said: {
      wall: /gửi quá nhiều bản tin cho một hồ sơ/,
      ops: /gửi quá nhiều bản tin cho một hồ sơ/,
      present: NOTHING,
      ward: NOTHING,
    },
    prepare: plain({
      strike: async ({ server, key }) => {
        const reports = Array.from({ length: OVER }, (_, i) =>
          simpleReport('TEST', { eventId: `test-${i}`, occurredAt: new Date(now() - 600_000 + i).toISOString() }),
        );
        const { body } = await post(server.origin, key, reports);
        if (body.quarantined.length !== OVER - 1000) throw new Error(`${body.quarantined.length} were quarantined`);
      },
      mend: async () => 'nothing to recover from: quarantined from the thousandth on, the alert names the source',
    }),
  },
  ...STORAGE_FAULTS.map(ofDisk),
  ofKey('hash.key'),
  ofKey('access.key'),
  {
    name: 'unit in no list',
    done: `server stopped, a dossier of unit ${GONE} put into its log, started again`,
    // Those who can do something are told; it stands for months, and no figure of a listed unit is wrong.
    said: { ops: /đơn vị không còn trong danh mục/, wall: NOTHING, present: NOTHING, ward: NOTHING },
    prepare: plain({
      strike: async (stage) => {
        await stage.server.kill();
        const report = simpleReport('gone', { wardCode: GONE });
        sendBeside(stage.dataDir, () => calendar, [report], { now: now(), codes: [GONE] });
        await again(stage);
      },
      mend: async (stage) => {
        await stage.server.kill();
        const retracted = { ...simpleReport('gone', { wardCode: GONE }), retracted: true };
        sendBeside(stage.dataDir, () => calendar, [retracted], { now: now(), codes: [GONE] });
        await again(stage);
        return 'the dossier retracted, started again';
      },
    }),
  },
  {
    name: 'clock jumps ahead',
    done: `the server’s wall clock set ${CLOCK_OFF_MS / 3_600_000} hours ahead`,
    said: /Đồng hồ máy chủ (bị )?nhảy/,
    prepare: () => {
      const dataDir = makeDataDir();
      const off = join(dataDir, 'clock-off');
      return {
        dataDir,
        env: { NODE_OPTIONS: preload('./movedClock.mjs'), CLOCK_OFF: off },
        strike: async () => writeFileSync(off, String(CLOCK_OFF_MS)),
        mend: async () => {
          rmSync(off);
          return 'by itself, once both clocks agreed';
        },
      };
    },
  },
  {
    name: 'writer thread dies',
    done: 'the writer thread killed: the process ends with code 70',
    said: UNREACHABLE,
    prepare: () => {
      const dataDir = makeDataDir();
      const folder = join(dataDir, 'faults');
      mkdirSync(folder);
      return {
        dataDir,
        env: { NODE_OPTIONS: preload('./faults.mjs'), FAULTS: folder },
        strike: async ({ server }) => {
          writeFileSync(join(folder, 'kill-writer'), '');
          await exited(server);
          if (server.process.exitCode !== 70) throw new Error(`code ${server.process.exitCode}`);
        },
        mend: async (stage) => {
          rmSync(join(folder, 'kill-writer'));
          await again(stage);
          return 'started again, as a supervisor would';
        },
      };
    },
  },
  {
    name: 'server stands still',
    done: 'SIGSTOP',
    said: /Máy chủ không phản hồi/,
    prepare: plain({
      strike: async ({ server }) => void server.process.kill('SIGSTOP'),
      mend: async ({ server }) => {
        server.process.kill('SIGCONT');
        return 'by itself, after SIGCONT';
      },
    }),
  },
  {
    name: 'server killed',
    done: 'SIGKILL',
    said: UNREACHABLE,
    prepare: plain({
      strike: ({ server }) => server.kill('SIGKILL'),
      mend: async (stage) => {
        await again(stage);
        return 'started again';
      },
    }),
  },
  {
    name: 'device offline',
    done: 'the browsers’ network switched off',
    said: /ngoại tuyến/,
    prepare: shared({
      strike: async ({ screens }) =>
        void (await Promise.all(Object.values(screens).map((page) => page.context().setOffline(true)))),
      mend: async ({ screens }) => {
        await Promise.all(Object.values(screens).map((page) => page.context().setOffline(false)));
        return 'by itself, once the network was back';
      },
    }),
  },
  {
    name: 'line refused',
    done: 'a proxy cuts the WebSocket and passes no other',
    said: /Đường truyền trực tiếp bị từ chối/,
    prepare: () => {
      let proxy: DeafProxy;
      return shared({
        through: async ({ origin }) => {
          proxy = await openDeafProxy(origin, false);
          return proxy;
        },
        strike: async () => proxy.deafen(),
        mend: async () => {
          proxy.mend();
          return 'by itself, once the proxy passed it';
        },
      })();
    },
  },
  ofCalls('calls cut', 'every call of every screen aborted', (route) => route.abort('connectionreset')),
  ofCalls('calls refused', 'every call of every screen answered 503', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank#readings', title: 'Cannot answer now', status: 503 }),
    }),
  ),
  {
    name: 'second server, restore',
    done: 'a second server and npm run restore on the folder: both refuse with code 75',
    said: null,
    prepare: shared({
      strike: async ({ dataDir }) => {
        const copies = join(SCRATCH, `ioc-copies-${process.pid}`);
        const { stdout } = await command('server/cli/backup.ts', [copies], dataDir);
        const second = await startServer({ dataDir, waitUntilReady: false });
        await exited(second);
        const restored = await command('server/cli/restore.ts', [stdout.trim()], dataDir);
        rmSync(copies, { recursive: true, force: true });
        const codes = [second.process.exitCode, restored.code];
        if (codes.join() !== '75,75') throw new Error(`${codes}: ${second.output()}${restored.stderr}`);
      },
      mend: async () => 'nothing to recover from',
    }),
  },
];
