import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Presented, STEER_KEYS, type Steer } from '../../shared/steer';
import { monotonicMs } from '../clock';

/** A phone is paired for one meeting. */
const PAIRED_FOR_MS = 8 * 3_600_000;
/** Wishes a second that one phone may send: a dot that is led by a finger, no more. */
const WISHES_A_SECOND = 40;
const MAX_PRESENTERS = 500;

const part = z.number().min(0).max(1);
const steerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('key'), key: z.enum(STEER_KEYS) }),
  z.object({ kind: z.literal('unit'), ward: z.string().regex(/^\d{5}$/) }),
  z.object({ kind: z.literal('dot'), at: z.tuple([part, part]).nullable() }),
]);
const presentedSchema = z.object({
  title: z.string().max(80),
  period: z.string().max(60),
  frozen: z.boolean(),
});

export interface Remotes {
  /** A secret that pairs phones with this presenter; an earlier one of it is worth nothing any more. Null: too many. */
  readonly open: (presenterId: string) => string | null;
  /** The presenter that a secret pairs with; null when there is none. */
  readonly presenterOf: (secret: string) => string | null;
  readonly pair: (phoneId: string, presenterId: string) => void;
  /** Where a phone's wish goes; null when it is no wish, too often, or not paired (any more). */
  readonly route: (phoneId: string, wish: unknown) => { readonly presenterId: string; readonly steer: Steer } | null;
  /** The phones that hear what a presenter shows. */
  readonly phonesOf: (
    presenterId: string,
    presented: unknown,
  ) => { readonly ids: readonly string[]; readonly presented: Presented } | null;
  /** What a presenter showed last; null before it said so. */
  readonly shownBy: (presenterId: string) => Presented | null;
  readonly leave: (id: string) => void;
}

/** Which phone steers which presenter. Nothing of it is kept: it ends with the meeting, or with the server. */
export function createRemotes(mono: () => number = monotonicMs): Remotes {
  const presenters = new Map<string, { readonly secret: string; readonly until: number }>();
  const phones = new Map<string, { readonly presenterId: string; second: number; wishes: number }>();
  const shown = new Map<string, Presented>();
  const isOpen = (presenterId: string) => (presenters.get(presenterId)?.until ?? 0) > mono();
  return {
    open: (presenterId) => {
      if (!presenters.has(presenterId) && presenters.size >= MAX_PRESENTERS) return null;
      const secret = randomBytes(18).toString('base64url');
      presenters.set(presenterId, { secret, until: mono() + PAIRED_FOR_MS });
      for (const [id, phone] of phones) if (phone.presenterId === presenterId) phones.delete(id);
      return secret;
    },
    presenterOf: (secret) =>
      [...presenters].find(([id, presenter]) => presenter.secret === secret && isOpen(id))?.[0] ?? null,
    pair: (phoneId, presenterId) => void phones.set(phoneId, { presenterId, second: 0, wishes: 0 }),
    route: (phoneId, wish) => {
      const phone = phones.get(phoneId);
      const parsed = steerSchema.safeParse(wish);
      if (!phone || !parsed.success || !isOpen(phone.presenterId)) return null;
      const second = Math.floor(mono() / 1000);
      phone.wishes = phone.second === second ? phone.wishes + 1 : 1;
      phone.second = second;
      return phone.wishes > WISHES_A_SECOND ? null : { presenterId: phone.presenterId, steer: parsed.data };
    },
    phonesOf: (presenterId, presented) => {
      const parsed = presentedSchema.safeParse(presented);
      if (!parsed.success) return null;
      if (shown.has(presenterId) || shown.size < MAX_PRESENTERS) shown.set(presenterId, parsed.data);
      const ids = [...phones].filter(([, phone]) => phone.presenterId === presenterId).map(([id]) => id);
      return { ids, presented: parsed.data };
    },
    shownBy: (presenterId) => shown.get(presenterId) ?? null,
    leave: (id) => {
      shown.delete(id);
      phones.delete(id);
      presenters.delete(id);
    },
  };
}
