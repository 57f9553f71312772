import { existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failingWrites, fill, mountSmall, remount, unmount } from '../support/diskFaults';
import { command, makeKey, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';

test.each(['full', 'read-only'] as const)(
  'a start on a %s disk says in one sentence what to do, and exits',
  async (fault) => {
    const folder = mountSmall();
    if (folder === null) return console.log('not possible here: a mount');
    const sentence =
      fault === 'full'
        ? new RegExp(`^Nothing can be written in ${folder}; its disk is full: free some room there.*\\n$`)
        : new RegExp(`^Nothing can be written in ${folder}; it is read-only or not allowed: make the folder.*\\n$`);
    const impose = () => (fault === 'full' ? fill(join(folder, 'ballast')) : remount(folder, 'ro'));
    const refused = async () => {
      const server = await startServer({ dataDir: folder, waitUntilReady: false });
      await until(() => server.process.exitCode !== null, 'it exits');
      // Its last words may come after its exit.
      await until(() => server.output().endsWith('\n'), 'it says why');
      expect(server.output()).toMatch(sentence);
      expect(server.process.exitCode).not.toBe(0);
    };
    try {
      // Where nothing was ever begun …
      impose();
      await refused();
      expect(existsSync(join(folder, 'ioc.db-wal'))).toBe(false);
      if (fault === 'full') rmSync(join(folder, 'ballast'));
      else remount(folder, 'rw');
      // … and where a server ran before.
      makeKey(folder);
      const server = await startServer({ dataDir: folder });
      await server.kill();
      impose();
      await refused();
      for (const [script, ...args] of [
        ['keys', 'create', 'another'],
        ['users', 'create', 'Ai Đó', '--role', 'leader'],
      ]) {
        const { code, stderr } = await command(`server/cli/${script}.ts`, args, folder);
        expect([code, stderr.replace('Then run it again.', 'Then start again.')]).toEqual([
          78,
          expect.stringMatching(sentence),
        ]);
      }
    } finally {
      unmount(folder);
    }
  },
);

test('a log that lies on the disk that fails ends nothing, and has its lines once there is room', async () => {
  const fault = failingWrites();
  if (!fault) return console.log('not possible here: a limit on a running process');
  const { dataDir } = fault;
  const file = join(dataDir, 'server.log');
  const key = makeKey(dataDir);
  const server = await startServer({ dataDir, outputTo: openSync(file, 'a') });
  const status = async (name: string) => (await post(server.origin, key, [simpleReport(name)])).status;
  try {
    for (const round of [1, 2]) {
      expect(await status(`before-${round}`)).toBe(200);
      fault.impose(server.process.pid ?? 0);
      expect(await status(`during-${round}`)).toBe(503);
      // It has said so, and whatever it says meets the same disk.
      await until(async () => (await fetch(`${server.origin}/metrics`)).ok, 'it lives');
      fault.lift(server.process.pid ?? 0);
      await until(async () => (await status(`after-${round}`)) === 200, 'reports are taken again');
      await until(
        () => (readFileSync(file, 'utf8').match(/nothing can be written/g) ?? []).length >= round,
        'the line is there',
      );
    }
    expect(server.process.exitCode).toBeNull();
  } finally {
    await server.kill('SIGKILL');
    fault.dispose();
  }
});
