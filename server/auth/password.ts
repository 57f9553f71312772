import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** scrypt (RFC 7914) of node:crypto at 64 MiB and about a quarter of a second; OWASP's table of equal strengths. */
const COST = { log2N: 16, r: 8, p: 2 };
const MAX_MEMORY = 192 * 1024 * 1024;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** So many are computed at once: each takes its memory, and attackers choose how often they ask. */
const AT_ONCE = 2;
const MAX_WAITING = 40;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 200;

/** Too many sign-ins wait for their turn: try again in a moment. */
export class TooBusy extends Error {}

/** Hashes passwords and compares them, a bounded number at a time. */
export interface PasswordBook {
  readonly hash: (password: string) => Promise<string>;
  /** Null takes the same time and is never equal: a name that does not exist must not answer faster. */
  readonly matches: (password: string, hash: string | null) => Promise<boolean>;
}

export function createPasswordBook(): PasswordBook {
  const turn = createTurns();
  const nobody = `scrypt$${COST.log2N}$${COST.r}$${COST.p}$${randomBytes(SALT_BYTES).toString('base64url')}$`;
  return {
    hash: (password) =>
      turn(async () => {
        const salt = randomBytes(SALT_BYTES);
        const hash = await derive(canonical(password), salt, HASH_BYTES, options(COST.log2N, COST.r, COST.p));
        const parts = ['scrypt', COST.log2N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')];
        return parts.join('$');
      }),
    matches: (password, hash) =>
      turn(async () => {
        const [, log2N, r, p, salt, wanted] = (hash ?? nobody).split('$');
        const cost = options(Number(log2N), Number(r), Number(p));
        const got = await derive(canonical(password), Buffer.from(salt ?? '', 'base64url'), HASH_BYTES, cost);
        const expected = Buffer.from(wanted ?? '', 'base64url');
        return expected.length === HASH_BYTES && timingSafeEqual(got, expected);
      }),
  };
}

/** Letters and digits that nobody confuses; 32 of them. */
const PLAIN = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A word of unmistakable letters and digits, 5 bits each. */
export function plainWord(length: number): string {
  return Array.from({ length }, () => PLAIN[randomInt(PLAIN.length)]).join('');
}

/** A password to be said or copied once: 80 bits in four groups. */
export function firstPassword(): string {
  return Array.from({ length: 4 }, () => plainWord(4)).join('-');
}

/** What is wrong with a new password, as a sentence; null: nothing. */
export function passwordFault(next: string, name: string): string | null {
  const length = [...next].length;
  if (length < MIN_PASSWORD) return `The new password needs at least ${MIN_PASSWORD} characters.`;
  if (length > MAX_PASSWORD) return `The new password has at most ${MAX_PASSWORD} characters.`;
  if (next.toLowerCase().includes(name.toLowerCase())) return 'The new password must not contain the name.';
  return new Set(next).size < 5 ? 'The new password repeats too few characters.' : null;
}

/** The same password however the keyboard composed its marks. */
function canonical(password: string): string {
  return password.normalize('NFC');
}

function options(log2N: number, r: number, p: number): ScryptOptions {
  return { N: 2 ** log2N, r, p, maxmem: MAX_MEMORY };
}

function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= AT_ONCE) {
      if (waiting.length >= MAX_WAITING) throw new TooBusy();
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
