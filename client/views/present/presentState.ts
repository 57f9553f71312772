import { createMemo, createSignal } from 'solid-js';
import { DAY_MS, dayOf, formatDay, formatInstant, parseDay, parseInstant, startOfDay } from '../../../shared/localTime';
import {
  PERIOD_NAMES,
  type PeriodName,
  type Span,
  spanBefore,
  spanOf,
  UNITS_SINCE,
} from '../../../shared/period/spans';
import { ON_TIME_VARIANTS, type OnTimeVariant } from '../../../shared/ranking';
import type { Moments } from '../../board/moments';
import { calendar, wards } from '../../board/reference';

/** What is asked of the server for one picture: a period, what was known, and where it is cut. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly at: string | null;
  readonly until: string | null;
}

/** How a moment of the past is looked at: as the screens showed it, or with all that is known of it today. */
export type Hindsight = 'shown' | 'corrected';

export interface PresentState {
  readonly page: () => string;
  readonly setPage: (page: string) => void;
  readonly name: () => PeriodName | null;
  readonly span: () => Span | null;
  readonly choose: (name: PeriodName | Span) => void;
  readonly variant: () => OnTimeVariant;
  readonly setVariant: (variant: OnTimeVariant) => void;
  readonly ward: () => string;
  readonly setWard: (code: string) => void;
  /** Units that are compared with the one in the spotlight. */
  readonly beside: () => readonly string[];
  readonly toggleBeside: (code: string) => void;
  /** When the figures were held; null while they are live. */
  readonly frozenAt: () => string | null;
  readonly freeze: (at: string | null) => void;
  /** The instant that the time machine stands at; null at the end of the period. */
  readonly scrubbed: () => number | null;
  readonly scrub: (instant: number | null) => void;
  readonly hindsight: () => Hindsight;
  readonly setHindsight: (hindsight: Hindsight) => void;
  /** The question for the period; null before the server's day is known. */
  readonly asked: () => Asked | null;
  /** The same for what it is compared with; null when there is nothing. */
  readonly askedBefore: () => Asked | null;
  /** [start, end) that the time machine goes through: up to now when the period is not over. */
  readonly range: () => readonly [start: number, end: number] | null;
}

const MOST_BESIDE = 3;

/** All that a presenter has chosen. It stands in the address, so that the same link shows the same figures again. */
export function createPresentState(
  { minute, day: serverDay }: Pick<Moments, 'minute' | 'day'>,
  search: string = location.search,
): PresentState {
  const start = readSearch(search);
  const [page, setPage] = createSignal(start.page);
  const [chosen, setChosen] = createSignal<PeriodName | Span>(start.period);
  const [variant, setVariant] = createSignal(start.variant);
  const [ward, setWard] = createSignal(start.ward);
  const [beside, setBeside] = createSignal<readonly string[]>(start.beside);
  const [frozenAt, setFrozenAt] = createSignal<string | null>(start.at);
  const [scrubbed, setScrubbed] = createSignal<number | null>(start.moment);
  const [hindsight, setHindsight] = createSignal<Hindsight>(start.hindsight);
  const present = (): number | null => {
    const held = frozenAt();
    return held === null ? minute() : parseInstant(held);
  };
  const today = createMemo(() => {
    const held = frozenAt();
    const at = held === null ? null : parseInstant(held);
    return at === null ? serverDay() : dayOf(at);
  });
  const name = () => {
    const period = chosen();
    return typeof period === 'string' ? period : null;
  };
  const span = createMemo(
    (): Span | null => {
      const day = today();
      const period = chosen();
      if (typeof period !== 'string') return period;
      return day === null ? null : spanOf(period, day);
    },
    null,
    { equals: (a, b) => a?.from === b?.from && a?.to === b?.to },
  );
  const range = (): readonly [number, number] | null => {
    const days = span();
    const at = present();
    if (!days || at === null) return null;
    return [startOfDay(days.from), Math.min(startOfDay(days.to) + DAY_MS, at)];
  };
  const cut = (): Pick<Asked, 'at' | 'until'> => {
    const moment = scrubbed();
    const held = frozenAt();
    if (moment === null) return { at: held, until: null };
    if (hindsight() === 'corrected') return { at: held, until: formatInstant(moment) };
    const known = held === null ? moment : Math.min(moment, parseInstant(held) ?? moment);
    return { at: formatInstant(known), until: null };
  };
  const asked = createMemo((): Asked | null => {
    const days = span();
    return days && { from: formatDay(days.from), to: formatDay(days.to), ...cut() };
  });
  return {
    page,
    setPage,
    name,
    span,
    choose: (period) => {
      setScrubbed(null);
      setChosen(period);
    },
    variant,
    setVariant,
    ward,
    setWard: (code) => {
      setWard(code);
      setBeside(beside().filter((one) => one !== code));
    },
    beside,
    toggleBeside: (code) => {
      if (code === ward()) return;
      setBeside(
        beside().includes(code) ? beside().filter((one) => one !== code) : [...beside(), code].slice(-MOST_BESIDE),
      );
    },
    frozenAt,
    freeze: setFrozenAt,
    scrubbed,
    scrub: setScrubbed,
    hindsight,
    setHindsight,
    asked,
    askedBefore: () => {
      const days = span();
      const before = days && spanBefore(name(), days, calendar);
      const moment = scrubbed() ?? present();
      // Before they existed the units have no figures to compare with.
      if (!days || !before || moment === null || before.from < UNITS_SINCE) return null;
      // Half a day is compared with the same half of the day before.
      const into = moment - startOfDay(days.to);
      const until = into < DAY_MS ? formatInstant(startOfDay(before.to) + Math.max(0, into)) : null;
      return { from: formatDay(before.from), to: formatDay(before.to), at: frozenAt(), until };
    },
    range,
  };
}

interface Start {
  readonly page: string;
  readonly period: PeriodName | Span;
  readonly variant: OnTimeVariant;
  readonly ward: string;
  readonly beside: readonly string[];
  readonly at: string | null;
  readonly moment: number | null;
  readonly hindsight: Hindsight;
}

function readSearch(search: string): Start {
  const query = new URLSearchParams(search);
  const [from, to] = [parseDay(query.get('from') ?? ''), parseDay(query.get('to') ?? '')];
  const known = (code: string | null) => wards.find((unit) => unit.code === code)?.code;
  const at = query.get('at');
  const moment = parseInstant(query.get('moment') ?? '');
  return {
    page: query.get('page') ?? 'overview',
    period: periodOf(
      PERIOD_NAMES.find((name) => name === query.get('period')) ?? null,
      from !== null && to !== null && from <= to ? { from, to } : null,
      parseInstant(at ?? ''),
    ),
    variant: ON_TIME_VARIANTS.find((one) => one === query.get('variant')) ?? 'C',
    ward: known(query.get('ward')) ?? wards[0]?.code ?? '',
    beside: (query.get('beside') ?? '')
      .split(',')
      .flatMap((code) => known(code) ?? [])
      .slice(0, MOST_BESIDE),
    at: at !== null && parseInstant(at) !== null ? at : null,
    moment,
    hindsight: query.get('hindsight') === 'shown' ? 'shown' : 'corrected',
  };
}

/** Days that are written out count; they keep their name, and what it is compared with, when they are still the days it names. */
function periodOf(name: PeriodName | null, days: Span | null, heldAt: number | null): PeriodName | Span {
  if (days === null) return name ?? 'month';
  if (name === null || heldAt === null) return days;
  const named = spanOf(name, dayOf(heldAt));
  return named.from === days.from && named.to === days.to ? name : days;
}

/** The address of what is shown. Live, a named period is its name alone; held, its days are written out as well. */
export function searchOf(state: PresentState, kept: string = location.search): string {
  const query = new URLSearchParams();
  const old = new URLSearchParams(kept);
  for (const name of ['lang', 'theme']) if (old.has(name)) query.set(name, old.get(name) ?? '');
  const days = state.span();
  const name = state.name();
  const at = state.frozenAt();
  if (name !== null) query.set('period', name);
  if (days && (name === null || at !== null)) {
    query.set('from', formatDay(days.from));
    query.set('to', formatDay(days.to));
  }
  if (at !== null) query.set('at', at);
  const moment = state.scrubbed();
  if (moment !== null) {
    query.set('moment', formatInstant(moment));
    query.set('hindsight', state.hindsight());
  }
  query.set('page', state.page());
  query.set('variant', state.variant());
  if (state.page() === 'unit') {
    query.set('ward', state.ward());
    if (state.beside().length > 0) query.set('beside', state.beside().join(','));
  }
  return `?${query}`;
}
