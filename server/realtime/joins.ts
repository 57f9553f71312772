import { z } from 'zod';
import { isAllowed, type Permission } from '../../shared/access';
import { type JoinReason, PROTOCOL, VIEWS, type View } from '../../shared/protocol';
import type { Access } from '../auth/access';
import { monotonicMs } from '../clock';
import type { Remotes } from './remotes';

export const MAX_CONNECTIONS = 5000;
/** A screen that asks for snapshots faster than this is ill; it is told to wait (I10). */
const JOINS_A_MINUTE = 120;

const joinSchema = z.object({ view: z.string().max(20), protocol: z.number(), secret: z.string().max(100).optional() });

/** What joining a view asks for. A phone as remote comes with its presenter's secret instead. */
const VIEW_PERMISSION: Readonly<Record<Exclude<View, 'remote'>, Permission>> = {
  wall: 'aggregates',
  present: 'aggregates',
  ward: 'aggregates',
  ops: 'operate',
};

/** What somebody who asks to join is told: where they belong, or why not. */
export type JoinVerdict =
  | { readonly ok: false; readonly reason: JoinReason }
  | { readonly ok: true; readonly view: View; readonly presenterId: string | null };

export interface JoinParts {
  readonly access: Pick<Access, 'open' | 'identityOf'>;
  readonly remotes: Remotes;
}

/** Judges who may join what, as who they are at this moment. */
export function judgeJoin(
  { access, remotes }: JoinParts,
  request: unknown,
  holder: Parameters<Access['identityOf']>[0],
): JoinVerdict {
  const parsed = joinSchema.safeParse(request);
  if (!parsed.success || parsed.data.protocol !== PROTOCOL) return { ok: false, reason: 'protocol' };
  const view = VIEWS.find((known) => known === parsed.data.view);
  if (!view) return { ok: false, reason: 'view' };
  if (view === 'remote') {
    const presenterId = remotes.presenterOf(parsed.data.secret ?? '');
    return presenterId === null ? { ok: false, reason: 'forbidden' } : { ok: true, view, presenterId };
  }
  const who = access.identityOf(holder);
  const allowed = isAllowed({ who, may: VIEW_PERMISSION[view], ward: null, open: access.open });
  return allowed ? { ok: true, view, presenterId: null } : { ok: false, reason: 'forbidden' };
}

/** How often one socket may ask. */
export function createJoinBudget(): { readonly spend: () => boolean } {
  let spent = 0;
  let windowEnds = Number.NEGATIVE_INFINITY;
  return {
    spend: () => {
      const now = monotonicMs();
      if (now > windowEnds) {
        windowEnds = now + 60_000;
        spent = 0;
      }
      return ++spent <= JOINS_A_MINUTE;
    },
  };
}
