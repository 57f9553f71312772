import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fill, mountSmall, remount, unmount } from '../support/diskFaults';
import { command, makeKey, startServer } from '../support/server';
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
