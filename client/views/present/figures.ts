import { createSignal } from 'solid-js';
import type { PeriodFigures } from '../../../shared/summary';
import { useBoard } from '../../board/store';
import type { Get } from '../../reading/asker';
import { createReading, type Reading } from '../../reading/reading';
import { usePresentWords } from '../../ui/words/present';
import type { Asked } from './presentState';

export interface UnitOfPeriod extends PeriodFigures {
  readonly code: string;
}

/** What /api/v1/summary answers. */
export interface Summary {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly city: PeriodFigures;
  readonly cityLevel: PeriodFigures;
  readonly wards: readonly UnitOfPeriod[];
}

export interface SeriesBucket extends PeriodFigures {
  readonly start: string;
  readonly end: string;
}

/** One picture: all of it is read at one instant. */
export interface Picture {
  readonly asked: Asked;
  readonly summary: Summary;
  /** By day; a single day by hour. */
  readonly days: readonly SeriesBucket[];
  readonly before: Summary | null;
}

export interface Figures {
  /** null: what is asked is not read yet, and what was read is not what is asked. */
  readonly picture: () => Picture | null;
  readonly reading: Reading<Picture>;
  /** Rises with each picture that was drawn: the time machine waits for it. */
  readonly drawn: () => number;
}

/** Live figures are read again at most this often. */
const REFRESH_MS = 1000;

/** The address of one reading of a period. */
export function pathOf(path: string, asked: Asked, more: Readonly<Record<string, string>> = {}): string {
  return `/api/v1/${path}?${queryOf(asked, more)}`;
}

export function queryOf(asked: Asked, more: Readonly<Record<string, string>> = {}): URLSearchParams {
  const query = new URLSearchParams({ from: asked.from, to: asked.to, ...more });
  if (asked.at !== null) query.set('at', asked.at);
  if (asked.until !== null) query.set('until', asked.until);
  return query;
}

/** Two questions with the same key are about the same figures; live ones may be read again later. */
export function keyOf(asked: Asked, code: string): string {
  return [code, asked.from, asked.to, asked.at, asked.until].join(' ');
}

/**
 * Reads one picture, all of it as of one instant: the one that is asked for or `known`, else that of the summary, which is
 * then read first.
 */
export async function readPicture(
  get: Get,
  asked: Asked,
  before: Asked | null,
  known: string | null = null,
): Promise<Picture> {
  const summaryOf = (one: Asked) => get<Summary>(pathOf('summary', one));
  const at = asked.at ?? known;
  const first = at === null ? await summaryOf(asked) : null;
  const held = { ...asked, at: at ?? first?.asOf ?? null };
  const by = asked.from === asked.to ? 'hour' : 'day';
  const [summary, { buckets }, earlier] = await Promise.all([
    first ?? summaryOf(held),
    get<{ readonly buckets: readonly SeriesBucket[] }>(pathOf('series', held, { by })),
    before && summaryOf({ ...before, at: before.at ?? held.at }),
  ]);
  return { asked, summary, days: buckets, before: earlier };
}

/**
 * The picture of what is asked. One question is under way at a time; the newest wish waits for it, those between are
 * left out, so that a quick hand at the scrubber never queues up. Live figures follow the board.
 */
export function createFigures(asked: () => Asked | null, before: () => Asked | null): Figures {
  const { state } = useBoard();
  const { words } = usePresentWords();
  const [drawn, setDrawn] = createSignal(0);
  const isLive = () => asked()?.at === null && asked()?.until === null;
  const reading: Reading<Picture> = createReading<Picture>({
    title: words.figures,
    ask: () => {
      const question = asked();
      return question && pathOf('summary', question);
    },
    about: () => `${asked()?.from} ${asked()?.to}`,
    read: (get) => {
      const question = asked();
      if (!question) throw new Error('nothing is asked');
      // The time machine goes through one state of knowledge: what was known when it was set going.
      const known = question.until === null ? null : (reading.data()?.summary.asOf ?? null);
      return readPicture(get, question, before(), known);
    },
    news: () => isLive() && state.rev,
    leastMs: REFRESH_MS,
    asOf: ({ asked: question, summary }) => question.until ?? summary.asOf,
    onAnswer: () => setDrawn((n) => n + 1),
  });
  return {
    reading,
    drawn,
    picture: () => {
      const found = reading.data();
      // While it is being read the one before stands for a moment; once that failed, it is not what is asked.
      return found && (reading.failed() === null || answers(found, asked())) ? found : null;
    },
  };
}

/** Whether a picture of the same period may stand, marked with its age, for a question that cannot be read. */
function answers({ asked: then, summary }: Picture, now: Asked | null): boolean {
  if (now === null || then.until !== now.until) return false;
  return now.at === null || now.at === (then.at ?? summary.asOf);
}
