import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorageFault } from '../../shared/conditions';

/** A real limit of the running system under a server's folder, put on and taken off while it runs. */
export interface DiskFault {
  /** What the server is to find. */
  readonly fault: StorageFault;
  /** How it is made, in words. */
  readonly how: string;
  readonly dataDir: string;
  readonly impose: (pid: number) => void;
  readonly lift: (pid: number) => void;
  /** Removes the folder with all that was done to it. */
  readonly dispose: () => void;
}

const MB = 1024 * 1024;
const DISK_MB = 48;
const BALLAST = 'ballast';

/** A small disk of its own, filled to the last byte. Null: mounting is not allowed here. */
function fullDisk(): DiskFault | null {
  const dataDir = mountSmall();
  if (dataDir === null) return null;
  return {
    fault: 'full',
    how: `tmpfs of ${DISK_MB} MB, filled to the last byte`,
    dataDir,
    impose: () => fill(join(dataDir, BALLAST)),
    lift: () => rmSync(join(dataDir, BALLAST), { force: true }),
    dispose: () => unmount(dataDir),
  };
}

/**
 * Every file immutable: writes into open files are refused, too, as on a disk that the system made read-only. But for
 * SQLite's shared memory: its pages are mapped, and stay writable when a disk is made read-only. Null: not root, or a
 * file system that cannot.
 */
function frozenFiles(): DiskFault | null {
  const dataDir = mkdtempSync(join(tmpdir(), 'ioc-frozen-'));
  const chattr = (sign: '+i' | '-i') => run('chattr', [sign, ...filesIn(dataDir), dataDir]);
  const probe = join(dataDir, 'probe');
  const fd = openSync(probe, 'w');
  const isFrozen = chattr('+i') && fails(() => writeSync(fd, 'x'));
  chattr('-i');
  closeSync(fd);
  rmSync(probe);
  const dispose = () => {
    chattr('-i');
    rmSync(dataDir, { recursive: true, force: true });
  };
  if (!isFrozen) {
    dispose();
    return null;
  }
  return {
    fault: 'read-only',
    how: 'chattr +i on folder and files',
    dataDir,
    impose: () => void chattr('+i'),
    lift: () => void chattr('-i'),
    dispose,
  };
}

/** Every write into a file fails (EFBIG), by a limit on the process. Null: no prlimit on this system. */
export function failingWrites(): DiskFault | null {
  if (!run('prlimit', ['--version'])) return null;
  const dataDir = mkdtempSync(join(tmpdir(), 'ioc-failing-'));
  const limit = (pid: number, bytes: string) => {
    if (!run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])) throw new Error('the limit could not be set');
  };
  return {
    fault: 'failing',
    how: 'RLIMIT_FSIZE of 0 on the process: every write fails',
    dataDir,
    impose: (pid) => limit(pid, '0'),
    lift: (pid) => limit(pid, 'unlimited'),
    dispose: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** By what the server is to find; each is made when it is called, and null where this machine does not allow it. */
export const DISK_FAULTS: Readonly<Record<StorageFault, () => DiskFault | null>> = {
  full: fullDisk,
  'read-only': frozenFiles,
  failing: failingWrites,
};

/** A small disk that can be remounted read-only while nobody has it open. Null: mounting is not allowed here. */
export function mountSmall(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-disk-'));
  if (run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder])) return folder;
  rmSync(folder, { recursive: true });
  return null;
}

export function remount(folder: string, as: 'ro' | 'rw'): void {
  if (!run('mount', ['-o', `remount,${as}`, folder])) throw new Error(`${folder} could not be remounted`);
}

export function unmount(folder: string): void {
  if (run('umount', ['-l', folder])) rmSync(folder, { recursive: true, force: true });
}

/** Takes every byte that is left. */
export function fill(ballast: string): void {
  const fd = openSync(ballast, 'w');
  for (let size = MB; size >= 1; size = Math.floor(size / 2)) {
    const part = Buffer.alloc(size);
    // A write may take a part of what it is given before it is refused.
    while (!fails(() => writeSync(fd, part)));
  }
  closeSync(fd);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => !path.endsWith('-shm') && existsSync(path) && statSync(path).isFile());
}

function run(command: string, args: readonly string[]): boolean {
  return !fails(() => execFileSync(command, args, { stdio: 'ignore' }));
}

function fails(attempt: () => unknown): boolean {
  try {
    attempt();
    return false;
  } catch {
    return true;
  }
}
