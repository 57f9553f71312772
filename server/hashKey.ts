import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export const KEY_BYTES = 32;

/** What stands in a key file: a key, nothing at all, or something that is none. */
export type KeyFile =
  | { readonly kind: 'key'; readonly key: Uint8Array }
  | { readonly kind: 'missing' }
  /** Its size, 0 for an empty file. */
  | { readonly kind: 'broken'; readonly bytes: number };

/**
 * The keys that dossier numbers are hashed with, and what sign-in remembers is sealed with. They are kept beside their
 * databases and not inside, so that a copy of a database alone cannot be tried against a list of numbers.
 */
export function readKeyFile(file: string): KeyFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return { kind: 'missing' };
    throw cause;
  }
  return bytes.byteLength === KEY_BYTES ? { kind: 'key', key: bytes } : { kind: 'broken', bytes: bytes.byteLength };
}

/**
 * A new key, durable under its name whole or not at all; throws when the name is taken. Whoever calls has the folder
 * locked.
 */
export function makeKeyFile(file: string): Uint8Array {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.part`;
  // Left by somebody who did not come so far; nothing was ever hashed with it.
  rmSync(part, { force: true });
  const key = randomBytes(KEY_BYTES);
  const fd = openSync(part, 'wx', 0o600);
  try {
    if (writeSync(fd, key) !== KEY_BYTES) throw new Error(`${part} could not be written whole`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  linkSync(part, file);
  rmSync(part);
  syncFolder(dirname(file));
  return key;
}

/** Makes names durable that were just made in a folder. */
export function syncFolder(folder: string): void {
  // Windows opens no folders; its file systems keep names by themselves.
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
