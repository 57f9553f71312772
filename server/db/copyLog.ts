import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { copyDatabase } from './copyFile';

/** A consistent copy of a log that may be in use; it appears under its name only when it is whole. */
export async function copyLog(file: string, target: string): Promise<void> {
  const part = `${target}.part`;
  rmSync(part, { force: true });
  await copyDatabase(file, part, () => undefined);
  renameSync(part, target);
}

/** Lays a copy beside a log, to take its place: all the room that this needs is taken here. */
export function layReady(copy: string, file: string): void {
  const next = nextOf(file);
  try {
    copyFileSync(copy, next);
  } catch (cause) {
    // Half a copy would take the room that is missing.
    rmSync(next, { force: true });
    throw cause;
  }
}

/** Puts what was laid ready in place of a log that nobody has open. */
export function putLog(file: string): void {
  removeLog(file);
  renameSync(nextOf(file), file);
}

function nextOf(file: string): string {
  return `${file}.next`;
}

export function removeLog(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
}

export function hasLog(file: string): boolean {
  return existsSync(file);
}
