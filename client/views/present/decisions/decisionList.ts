import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { type Decision, type DecisionPin, isClosed } from '../../../../shared/decisions';

/** What a person writes down. */
export interface DecisionWish {
  readonly text: string;
  readonly owner: string;
  readonly due: string;
  /** Left out when the one who signed in speaks. */
  readonly person?: string;
  readonly pin: DecisionPin;
}

export interface FollowUpWish {
  readonly text: string;
  readonly closes: boolean;
  readonly person?: string;
}

/** Why something was not saved: the server's words, or that one has to sign in for it. */
export type NotSaved = { readonly forbidden: true } | { readonly forbidden: false; readonly detail: string };

export interface DecisionList {
  /** Null until it was read once. */
  readonly all: Accessor<readonly Decision[] | null>;
  /** As of when the figures of now are. */
  readonly asOf: Accessor<string | null>;
  readonly take: (wish: DecisionWish) => Promise<NotSaved | null>;
  readonly followUp: (id: number, wish: FollowUpWish) => Promise<NotSaved | null>;
  /** Who wrote down last: the next form begins with that name. */
  readonly lastPerson: Accessor<string>;
}

interface Answer {
  readonly asOf: string;
  readonly decisions: readonly Decision[];
}

/** While it is looked at, the list is read again this often: other presenters write too. */
const REFRESH_MS = 10_000;

/** The decisions. Held, the figures stand still at that instant, while what people say of them goes on. */
export function createDecisionList(heldAt: Accessor<string | null>, isShown: Accessor<boolean>): DecisionList {
  // A decision that is read again stays the same object: what somebody is writing about it is not lost.
  const [kept, setKept] = createStore<{ answer: Answer | null }>({ answer: null });
  const [lastPerson, setLastPerson] = createSignal('');
  const read = async (): Promise<void> => {
    const at = heldAt();
    const [live, held] = await Promise.all([ask(null), at === null ? null : ask(at)]);
    if (live && at === heldAt()) {
      setKept('answer', reconcile(at === null || !held ? live : merged(live, held, at), { key: 'id' }));
    }
  };
  const say = async (path: string, body: object): Promise<NotSaved | null> => {
    const refused = await send(path, body);
    if (refused === null) await read();
    return refused;
  };
  createEffect(on([heldAt, isShown], () => void read()));
  const timer = setInterval(() => isShown() && void read(), REFRESH_MS);
  onCleanup(() => clearInterval(timer));
  return {
    all: () => kept.answer?.decisions ?? null,
    asOf: () => kept.answer?.asOf ?? null,
    lastPerson,
    take: (wish) => {
      if (wish.person !== undefined) setLastPerson(wish.person);
      return say('', wish);
    },
    followUp: (id, { closes, ...wish }) => {
      if (wish.person !== undefined) setLastPerson(wish.person);
      return say(`/${id}/${closes ? 'close' : 'follow'}`, wish);
    },
  };
}

/** Open ones first by their day of review, then the closed ones, the newest first. */
export function parted(all: readonly Decision[]): {
  readonly open: readonly Decision[];
  readonly closed: readonly Decision[];
} {
  return {
    open: all.filter((one) => !isClosed(one)).sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : b.id - a.id)),
    closed: all.filter(isClosed),
  };
}

/** What was known when the figures were held, and what was decided in front of this very picture. */
function merged(live: Answer, held: Answer, at: string): Answer {
  const known = new Map(held.decisions.map((one) => [one.id, one]));
  return {
    asOf: held.asOf,
    decisions: live.decisions.flatMap((one) => {
      const then = known.get(one.id);
      if (then) return [{ ...then, followUps: one.followUps }];
      return one.pin.at === at ? [{ ...one, became: one.seen }] : [];
    }),
  };
}

async function ask(at: string | null): Promise<Answer | null> {
  const query = at === null ? '' : `?at=${encodeURIComponent(at)}`;
  const answer = await fetch(`/api/v1/decisions${query}`).catch(() => null);
  return answer?.ok ? ((await answer.json()) as Answer) : null;
}

async function send(path: string, body: object): Promise<NotSaved | null> {
  const answer = await fetch(`/api/v1/decisions${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (answer?.ok) return null;
  if (answer?.status === 401 || answer?.status === 403) return { forbidden: true };
  const problem = (await answer?.json().catch(() => null)) as { readonly detail?: string } | null;
  return { forbidden: false, detail: problem?.detail ?? String(answer?.status ?? '') };
}
