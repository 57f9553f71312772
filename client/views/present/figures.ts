import { batch, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { PeriodFigures } from '../../../shared/summary';
import { useBoard } from '../../board/store';
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
  readonly picture: () => Picture | null;
  /** Why the last question was not answered; null when it was. */
  readonly fault: () => string | null;
  /** Rises with each picture that was drawn: the time machine waits for it. */
  readonly drawn: () => number;
}

/** Live figures are read again at most this often. */
const REFRESH_MS = 1000;
const RETRY_MS = 3000;

export async function ask<T>(path: string, asked: Asked, more: Readonly<Record<string, string>> = {}): Promise<T> {
  const query = queryOf(asked, more);
  const answer = await fetch(`/api/v1/${path}?${query}`);
  if (answer.ok) return (await answer.json()) as T;
  const problem = (await answer.json().catch(() => ({}))) as { readonly detail?: string };
  throw new Error(problem.detail ?? `${answer.status}`);
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
export async function readPicture(asked: Asked, before: Asked | null, known: string | null = null): Promise<Picture> {
  const at = asked.at ?? known;
  const first = at === null ? await ask<Summary>('summary', asked) : null;
  const held = { ...asked, at: at ?? first?.asOf ?? null };
  const [summary, { buckets }, earlier] = await Promise.all([
    first ?? ask<Summary>('summary', held),
    ask<{ readonly buckets: readonly SeriesBucket[] }>('series', held, {
      by: asked.from === asked.to ? 'hour' : 'day',
    }),
    before && ask<Summary>('summary', { ...before, at: before.at ?? held.at }),
  ]);
  return { asked, summary, days: buckets, before: earlier };
}

/**
 * The picture of what is asked. One question is under way at a time; the newest wish waits for it, those between are
 * left out, so that a quick hand at the scrubber never queues up. Live figures follow the board.
 */
export function createFigures(asked: () => Asked | null, before: () => Asked | null): Figures {
  const { state } = useBoard();
  const [picture, setPicture] = createSignal<Picture | null>(null);
  const [fault, setFault] = createSignal<string | null>(null);
  const [drawn, setDrawn] = createSignal(0);
  let busy = false;
  let wanted = false;
  let readMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const read = async (): Promise<void> => {
    const question = asked();
    clearTimeout(timer);
    if (!question) return;
    if (busy) {
      wanted = true;
      return;
    }
    busy = true;
    wanted = false;
    try {
      // The time machine goes through one state of knowledge: what was known when it was set going.
      const known = question.until === null ? null : (picture()?.summary.asOf ?? null);
      const fresh = await readPicture(question, before(), known);
      readMs = performance.now();
      batch(() => {
        setPicture(fresh);
        setFault(null);
        setDrawn((n) => n + 1);
      });
    } catch (cause) {
      setFault(cause instanceof Error ? cause.message : String(cause));
      timer = setTimeout(read, RETRY_MS);
    }
    busy = false;
    if (wanted) void read();
  };
  createEffect(on(asked, () => void read()));
  createEffect(
    on(
      () => state.rev,
      () => {
        const question = asked();
        if (!question || question.at !== null || question.until !== null) return;
        clearTimeout(timer);
        timer = setTimeout(read, Math.max(0, readMs + REFRESH_MS - performance.now()));
      },
      { defer: true },
    ),
  );
  return { picture, fault, drawn };
}
