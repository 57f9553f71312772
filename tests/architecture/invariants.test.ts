import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|tsx|mjs|css)$/.test(file) && !file.startsWith('data/map/build/'));
const code = files.filter((file) => /\.tsx?$/.test(file));
const text = (file: string) => readFileSync(`${ROOT}/${file}`, 'utf8');
const importsOf = (file: string) =>
  [...text(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
const inRoom = (room: string) => code.filter((file) => file.startsWith(room));

/** Files outside the allowed rooms whose text matches. */
function strangers(pattern: RegExp, allowed: (file: string) => boolean, among = code): string[] {
  return among.filter((file) => !file.startsWith('tests/') && !allowed(file) && pattern.test(text(file)));
}

describe('invariants that imports can break', () => {
  test('I1 shared/ is pure: no clock, no randomness, and it imports nothing but itself', () => {
    for (const file of inRoom('shared/')) {
      expect(
        importsOf(file).filter((name) => !name.startsWith('.')),
        file,
      ).toEqual([]);
      expect(text(file), file).not.toMatch(/Date\.now|new Date\b|Math\.random|performance\.|process\.|globalThis/);
    }
  });

  test('I2 each outside thing has one door', () => {
    expect(
      strangers(/from 'better-sqlite3'/, (f) => f.startsWith('server/db/') || f.startsWith('server/cli/oracle/')),
    ).toEqual([]);
    expect(strangers(/from 'socket\.io'/, (f) => f.startsWith('server/realtime/'))).toEqual([]);
    expect(strangers(/from 'socket\.io-client'/, (f) => f === 'client/connection.ts')).toEqual([]);
    expect(
      strangers(
        /\b(?:localStorage|sessionStorage|indexedDB|document\.cookie)\b/,
        (f) => f === 'client/offline/deviceStore.ts',
        inRoom('client/'),
      ),
    ).toEqual([]);
    expect(
      strangers(
        /\bcaches\b\s*\.|\.serviceWorker\b/,
        (f) => f === 'client/offline/keepShell.ts' || f === 'client/offline/sw.ts',
        inRoom('client/'),
      ),
    ).toEqual([]);
    expect(strangers(/process\.env/, (f) => f === 'server/config.ts')).toEqual([]);
    expect(
      strangers(/Date\.now|new Date\(\)|performance\.now/, (f) => f === 'server/clock.ts', inRoom('server/')),
    ).toEqual([]);
  });

  test('I6 the client never asks the device for the time of day', () => {
    for (const file of inRoom('client/'))
      expect(text(file), file).not.toMatch(/Date\.now|new Date\b|toLocale|Intl\.DateTimeFormat/);
  });

  test('dependencies point one way: client → shared ← server', () => {
    for (const file of inRoom('client/'))
      expect(
        importsOf(file).filter((name) => name.includes('/server/')),
        file,
      ).toEqual([]);
    for (const file of inRoom('server/'))
      expect(
        importsOf(file).filter((name) => name.includes('/client/')),
        file,
      ).toEqual([]);
  });

  test('I11 a component never sees a socket: only the root connects', () => {
    expect(strangers(/\/connection'/, (f) => f === 'client/main.tsx', inRoom('client/'))).toEqual([]);
  });
});

describe('style that a machine can check', () => {
  test('files stay under 250 lines', () => {
    const long = files.map((file) => [file, text(file).split('\n').length] as const).filter(([, lines]) => lines > 250);
    expect(long).toEqual([]);
  });

  test('no `enum`, no vague file names', () => {
    for (const file of code.filter((name) => !name.startsWith('tests/'))) {
      expect(text(file), file).not.toMatch(/^(export )?(const )?enum /m);
      expect(file).not.toMatch(/utils|helpers|manager|service/i);
    }
  });

  test('the lockfile names every optional package and no address', () => {
    const { packages } = JSON.parse(text('package-lock.json')) as {
      packages: Record<string, { resolved?: string; version?: string; optionalDependencies?: Record<string, string> }>;
    };
    const names = Object.keys(packages);
    for (const [path, entry] of Object.entries(packages)) {
      expect(entry.resolved, path).toBeUndefined();
      for (const wanted of Object.keys(entry.optionalDependencies ?? {})) {
        expect(
          names.some((name) => name.endsWith(`node_modules/${wanted}`)),
          `${wanted} of ${path}`,
        ).toBe(true);
      }
    }
  });
});
