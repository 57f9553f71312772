import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { DeviceIdentity, DeviceView } from '../../shared/access';
import { hashToken } from '../db/access/tokenRows';
import { plainWord } from './password';

/** A code is shown for so long; then the screen shows another. */
export const PAIRING_MS = 10 * 60_000;
const CODE_LENGTH = 6;
/** Screens that wait at the same time; more than that is nobody's wall (I10). */
const MAX_WAITING = 200;
const MAX_OF_ONE_ADDRESS = 10;

export interface PendingPairing {
  readonly code: string;
  readonly view: DeviceView;
  readonly ward: string | null;
  readonly address: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

type Verdict =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'confirmed'; readonly device: NewDevice };
type NewDevice = Pick<DeviceIdentity, 'name' | 'view' | 'ward'>;

interface Pairing extends PendingPairing {
  /** Only the screen that asked knows the secret; a code that is read off its glass claims nothing. */
  readonly secretHash: Buffer;
  readonly verdict: Verdict;
}

export type Claim<T> =
  | { readonly kind: 'waiting' | 'gone' }
  | { readonly kind: 'confirmed'; readonly device: NewDevice; readonly taken: T };

/** Screens that show a code and wait until an operator confirms it. Kept in memory: after a restart they ask anew. */
export interface Pairings {
  /** Null: too many wait already. */
  readonly open: (
    wish: Pick<PendingPairing, 'view' | 'ward' | 'address'>,
  ) => { readonly code: string; readonly secret: string; readonly expiresAt: number } | null;
  readonly pending: () => readonly PendingPairing[];
  /** False when nobody waits under this code. */
  readonly confirm: (code: string, device: NewDevice) => boolean;
  readonly refuse: (code: string) => boolean;
  /** What became of it. A confirmed pairing is handed out once: what `take` makes of it; if it throws, not yet. */
  readonly claim: <T>(secret: string, take: (device: NewDevice) => T) => Claim<T>;
}

export function createPairings(now: () => number): Pairings {
  const byCode = new Map<string, Pairing>();
  const prune = (): void => {
    for (const [code, { expiresAt }] of byCode) if (expiresAt <= now()) byCode.delete(code);
  };
  const decide = (typed: string, verdict: Verdict): boolean => {
    prune();
    const code = canonicalCode(typed);
    const found = byCode.get(code);
    if (found?.verdict.kind !== 'waiting') return false;
    byCode.set(code, { ...found, verdict });
    return true;
  };
  return {
    open: ({ view, ward, address }) => {
      prune();
      const waiting = [...byCode.values()];
      if (waiting.length >= MAX_WAITING) return null;
      if (waiting.filter((one) => one.address === address).length >= MAX_OF_ONE_ADDRESS) return null;
      let code = plainWord(CODE_LENGTH);
      while (byCode.has(code)) code = plainWord(CODE_LENGTH);
      const secret = randomBytes(32).toString('base64url');
      const createdAt = now();
      const expiresAt = createdAt + PAIRING_MS;
      const secretHash = hashToken(secret);
      byCode.set(code, { code, view, ward, address, createdAt, expiresAt, secretHash, verdict: { kind: 'waiting' } });
      return { code, secret, expiresAt };
    },
    pending: () => {
      prune();
      return [...byCode.values()]
        .filter((one) => one.verdict.kind === 'waiting')
        .map(({ secretHash: _, verdict: __, ...shown }) => shown);
    },
    confirm: (code, device) => decide(code, { kind: 'confirmed', device }),
    refuse: (code) => decide(code, { kind: 'refused' }),
    claim: (secret, take) => {
      prune();
      const hash = hashToken(secret);
      const found = [...byCode.values()].find((one) => timingSafeEqual(one.secretHash, hash));
      if (!found) return { kind: 'gone' };
      if (found.verdict.kind === 'waiting') return { kind: 'waiting' };
      if (found.verdict.kind === 'refused') {
        byCode.delete(found.code);
        return { kind: 'gone' };
      }
      const { device } = found.verdict;
      const taken = take(device);
      byCode.delete(found.code);
      return { kind: 'confirmed', device, taken };
    },
  };
}

/** As people type it: small letters, a gap in the middle. */
function canonicalCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
