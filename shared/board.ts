import { COUNTER_SLOTS, COUNTERS } from './counters';
import { dayOf, formatDay, monthStart, startOfDay } from './localTime';
import type { Stands, UnitFigures, WardFigures, WindowCounts, Windows } from './protocol';
import { CITY_LEVEL_CODE } from './wards';

/** What the board needs of a flow: the field is of no interest to it. */
export interface BoardEntry {
  readonly wardCode: string;
  readonly instant: number;
  readonly counter: number;
  readonly n: number;
}

/** Prefix sums of one unit at the instants a live figure needs. */
interface UnitSums {
  readonly now: Float64Array;
  readonly dayStart: Float64Array;
  readonly monthStart: Float64Array;
  /** At the horizon: what becomes overdue until then is due soon. */
  readonly soon: Float64Array;
}

export interface BoardStart {
  readonly wardCodes: readonly string[];
  readonly now: number;
  /** How far "due soon" looks ahead of an instant; falls only when another calendar comes into force. */
  readonly horizonOf: (instant: number) => number;
  /** F(t) per ward code, for t = now, start of today, start of the month, the horizon. */
  readonly prefixAt: (instant: number) => ReadonlyMap<string, ArrayLike<number>>;
}

export interface Board {
  /** Takes in new entries, whenever they happened; those ahead of the board's instant wait in the log for `advance`. */
  readonly apply: (entries: Iterable<BoardEntry>) => void;
  /** Moves to `now`; `between(a, b)` yields the logged entries with a ≤ instant < b. Crosses midnights exactly. */
  readonly advance: (now: number, between: (from: number, to: number) => Iterable<BoardEntry>) => void;
  readonly asOf: () => number;
  readonly windows: () => Windows;
  readonly ward: (code: string) => WardFigures;
  readonly wards: () => readonly WardFigures[];
  readonly city: () => UnitFigures;
  readonly cityLevel: () => UnitFigures;
  /** Units of the log that are none of the wards, nor the city level: counted apart, in no sum. */
  readonly unknownUnits: () => readonly string[];
  /** Codes (wards and city level) that changed since this was last asked; asking clears it. */
  readonly takeTouched: () => ReadonlySet<string>;
}

export function createBoard({ wardCodes, now, horizonOf, prefixAt }: BoardStart): Board {
  const codes = [...wardCodes, CITY_LEVEL_CODE];
  const units = new Map<string, UnitSums>();
  let asOf = now;
  let horizon = Math.max(now, horizonOf(now));
  let today = dayOf(now);
  let touched = new Set<string>();
  /** A unit that was dissolved, or a log of another city: it is no ward of this board, and no fault of it. */
  const strangers = new Map<string, UnitSums>();
  loadUnits(units, strangers, codes, { now, horizon, prefixAt });

  const unit = (code: string): UnitSums => {
    const found = units.get(code) ?? strangers.get(code);
    if (found) return found;
    const made = noSums();
    strangers.set(code, made);
    return made;
  };
  const touch = (code: string): void => {
    if (units.has(code)) touched.add(code);
  };
  const apply = (entries: Iterable<BoardEntry>): void => {
    const dayStart = startOfDay(today);
    const firstOfMonth = startOfDay(monthStart(today));
    for (const { wardCode, instant, counter, n } of entries) {
      if (instant >= horizon) continue;
      const sums = unit(wardCode);
      add(sums.soon, counter, n);
      if (instant >= asOf) {
        if (counter === COUNTERS.pendingOverdue) touch(wardCode);
        continue;
      }
      add(sums.now, counter, n);
      if (instant < dayStart) add(sums.dayStart, counter, n);
      if (instant < firstOfMonth) add(sums.monthStart, counter, n);
      touch(wardCode);
    }
  };
  const step = (to: number, between: (from: number, to: number) => Iterable<BoardEntry>): void => {
    for (const { wardCode, counter, n } of between(asOf, to)) {
      add(unit(wardCode).now, counter, n);
      touch(wardCode);
    }
    asOf = to;
  };
  /** The horizon goes ahead with time; under another calendar it may also come nearer. */
  const look = (between: (from: number, to: number) => Iterable<BoardEntry>): void => {
    const ahead = Math.max(asOf, horizonOf(asOf));
    if (ahead === horizon) return;
    const sign = ahead > horizon ? 1 : -1;
    for (const { wardCode, counter, n } of between(Math.min(horizon, ahead), Math.max(horizon, ahead))) {
      add(unit(wardCode).soon, counter, sign * n);
      if (counter === COUNTERS.pendingOverdue) touch(wardCode);
    }
    horizon = ahead;
  };
  const advance: Board['advance'] = (to, between) => {
    while (to > asOf) {
      const midnight = startOfDay(today + 1);
      step(Math.min(to, midnight), between);
      if (to < midnight) break;
      today++;
      const newMonth = monthStart(today) === today;
      for (const [code, sums] of [...units, ...strangers]) {
        sums.dayStart.set(sums.now);
        if (newMonth) sums.monthStart.set(sums.now);
        touch(code);
      }
    }
    look(between);
  };
  const cityOf = (): UnitFigures => figures(sumUnits(wardCodes.map(unit)));
  return {
    apply,
    advance,
    asOf: () => asOf,
    windows: () => windowsOf(today),
    ward: (code) => ({ code, ...figures(unit(code)) }),
    wards: () => wardCodes.map((code) => ({ code, ...figures(unit(code)) })),
    city: cityOf,
    cityLevel: () => figures(unit(CITY_LEVEL_CODE)),
    unknownUnits: () => [...strangers].flatMap(([code, { soon }]) => (soon.some((n) => n !== 0) ? [code] : [])).sort(),
    takeTouched: () => {
      const out = touched;
      touched = new Set();
      return out;
    },
  };
}

function loadUnits(
  units: Map<string, UnitSums>,
  strangers: Map<string, UnitSums>,
  codes: readonly string[],
  { now, horizon, prefixAt }: Pick<BoardStart, 'now' | 'prefixAt'> & { readonly horizon: number },
): void {
  const today = dayOf(now);
  const atNow = prefixAt(now);
  const atDay = prefixAt(startOfDay(today));
  const atMonth = prefixAt(startOfDay(monthStart(today)));
  const ahead = prefixAt(horizon);
  const load = (code: string): UnitSums => ({
    now: vector(atNow.get(code)),
    dayStart: vector(atDay.get(code)),
    monthStart: vector(atMonth.get(code)),
    soon: vector(ahead.get(code)),
  });
  for (const code of codes) units.set(code, load(code));
  for (const code of [...ahead.keys(), ...atNow.keys()]) if (!units.has(code)) strangers.set(code, load(code));
}

function noSums(): UnitSums {
  return {
    now: vector(undefined),
    dayStart: vector(undefined),
    monthStart: vector(undefined),
    soon: vector(undefined),
  };
}

function vector(from: ArrayLike<number> | undefined): Float64Array {
  const out = new Float64Array(COUNTER_SLOTS);
  if (from) out.set(from);
  return out;
}

function add(sums: Float64Array, counter: number, n: number): void {
  sums[counter] = (sums[counter] ?? 0) + n;
}

function sumUnits(units: readonly UnitSums[]): UnitSums {
  const total = (part: keyof UnitSums): Float64Array => {
    const out = vector(undefined);
    for (const sums of units) for (let id = 0; id < COUNTER_SLOTS; id++) add(out, id, sums[part][id] ?? 0);
    return out;
  };
  return { now: total('now'), dayStart: total('dayStart'), monthStart: total('monthStart'), soon: total('soon') };
}

function figures(sums: UnitSums): UnitFigures {
  return {
    today: windowCounts(sums.now, sums.dayStart),
    month: windowCounts(sums.now, sums.monthStart),
    stands: stands(sums),
  };
}

/** What happened between two prefix sums. */
export function windowCounts(end: Float64Array, start: Float64Array): WindowCounts {
  const happened = (id: number) => (end[id] ?? 0) - (start[id] ?? 0);
  return {
    received:
      happened(COUNTERS.receivedOnline) +
      happened(COUNTERS.receivedDirect) +
      happened(COUNTERS.receivedPostal) +
      happened(COUNTERS.receivedUnknown),
    receivedOnline: happened(COUNTERS.receivedOnline),
    resolvedEarly: happened(COUNTERS.resolvedEarly),
    resolvedOnTime: happened(COUNTERS.resolvedOnTime),
    resolvedLate: happened(COUNTERS.resolvedLate),
  };
}

function stands({ now, soon }: UnitSums): Stands {
  const at = (id: number) => now[id] ?? 0;
  return {
    pendingInTime: at(COUNTERS.pendingInTime),
    pendingOverdue: at(COUNTERS.pendingOverdue),
    paused: at(COUNTERS.paused),
    awaitingIntake: at(COUNTERS.awaitingIntake),
    intakeOverdue: at(COUNTERS.intakeOverdue),
    overdueLong: at(COUNTERS.overdueLong),
    // A report may lie some minutes ahead and close what is overdue now: that is no less due.
    dueSoon: Math.max(0, (soon[COUNTERS.pendingOverdue] ?? 0) - at(COUNTERS.pendingOverdue)),
  };
}

function windowsOf(today: number): Windows {
  return {
    today: { from: formatDay(today), to: formatDay(today) },
    month: { from: formatDay(monthStart(today)), to: formatDay(today) },
  };
}
