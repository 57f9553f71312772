import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { copyDatabase } from './copyFile';

/** A consistent copy of a log that may be in use; it appears under its name only when it is whole. */
export async function copyLog(file: string, target: string): Promise<void> {
  const part = `${target}.part`;
  rmSync(part, { force: true });
  await copyDatabase(file, part, () => undefined);
  renameSync(part, target);
}

/** Puts a copy in place of a log that nobody has open. */
export function putLog(copy: string, file: string): void {
  removeLog(file);
  copyFileSync(copy, file);
}

export function removeLog(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
}

export function hasLog(file: string): boolean {
  return existsSync(file);
}
