import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCalendars } from '../../server/db/calendarBook';
import { openWriter } from '../../server/db/open';
import type { Snapshot } from '../../shared/protocol';
import { calendarFile } from '../support/histories';
import { command, makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';

const FRIDAY_OFF = {
  ...calendarFile,
  off: [...calendarFile.off, { from: '2025-07-11', to: '2025-07-11', name: 'Nghỉ bão' }],
};

async function snapshotOf(server: RunningServer): Promise<Snapshot> {
  return (await (await fetch(`${server.origin}/api/v1/snapshot`)).json()) as Snapshot;
}

test('a changed file is named at the start and ignored', async () => {
  const dataDir = makeDataDir();
  makeKey(dataDir);
  const db = openWriter(join(dataDir, 'ioc.db'));
  openCalendars(db, FRIDAY_OFF);
  db.close();
  const server = await startServer({ dataDir });
  try {
    expect((await snapshotOf(server)).calendar).toEqual({ version: 1, file: FRIDAY_OFF });
    expect(server.output()).toContain('npm run calendar -- record data/calendar.json');
    const path = join(dataDir, 'as-built.json');
    writeFileSync(path, readFileSync(new URL('../../data/calendar.json', import.meta.url)));
    expect((await command('server/cli/calendar.ts', ['record', path, '--yes'], dataDir)).code).toBe(0);
    await server.kill();
    const later = await server.restart();
    expect(later.output()).not.toContain('npm run calendar -- record');
    expect((await snapshotOf(later)).calendar?.version).toBe(2);
    await later.kill();
  } finally {
    await server.dispose();
  }
});
