import { type Accessor, createSignal } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { type Decision, type DecisionPin, isClosed } from '../../../../shared/decisions';
import { ask } from '../../../access/ask';
import { type Why, whyOf } from '../../../reading/failure';
import { createReading, type Reading } from '../../../reading/reading';
import { usePresentWords } from '../../../ui/words/present';

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

/** Why something was not saved; `detail` is what the server said, in English. */
export interface NotSaved {
  readonly why: Why;
  readonly detail: string;
}

export interface DecisionList {
  readonly reading: Reading<unknown>;
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

const PATH = '/api/v1/decisions';
/** While it is looked at, the list is read again this often: other presenters write too. */
const REFRESH_MS = 10_000;

/** The decisions. Held, the figures stand still at that instant, while what people say of them goes on. */
export function createDecisionList(heldAt: Accessor<string | null>, isShown: Accessor<boolean>): DecisionList {
  const { words } = usePresentWords();
  // A decision that is read again stays the same object: what somebody is writing about it is not lost.
  const [kept, setKept] = createStore<{ answer: Answer | null }>({ answer: null });
  const [lastPerson, setLastPerson] = createSignal('');
  const addressOf = (at: string | null) => (at === null ? PATH : `${PATH}?at=${encodeURIComponent(at)}`);
  const reading: Reading<Answer> = createReading<Answer>({
    title: words.decisions,
    // While nobody looks at it, once is enough.
    ask: () => (isShown() || reading.data() === null ? addressOf(heldAt()) : null),
    about: () => addressOf(heldAt()),
    read: async (get) => {
      const at = heldAt();
      const [live, held] = await Promise.all([get<Answer>(PATH), at === null ? null : get<Answer>(addressOf(at))]);
      return at === null || !held ? live : merged(live, held, at);
    },
    everyMs: REFRESH_MS,
    onAnswer: (answer) => setKept('answer', reconcile(answer, { key: 'id' })),
  });
  const answer = () => (reading.data() === null ? null : kept.answer);
  const say = async (path: string, body: object): Promise<NotSaved | null> => {
    const refused = await send(path, body);
    if (refused === null) await reading.retry();
    return refused;
  };
  return {
    reading,
    all: () => answer()?.decisions ?? null,
    asOf: () => answer()?.asOf ?? null,
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

async function send(path: string, body: object): Promise<NotSaved | null> {
  const answer = await ask('POST', `${PATH}${path}`, body);
  return answer.ok ? null : { why: whyOf(answer), detail: answer.detail };
}
