import { type BoardEntry, createBoard } from '../../shared/board';
import type { ServerCondition } from '../../shared/conditions';
import { formatInstant } from '../../shared/localTime';
import type {
  AlertView,
  BoardView,
  CalendarInForce,
  Frame,
  Heartbeat,
  SourceState,
  UnitFigures,
  WardFigures,
} from '../../shared/protocol';
import type { Thresholds } from '../../shared/tones';
import type { WardNote } from '../../shared/wardNotes';
import { CITY_LEVEL_CODE } from '../../shared/wards';
import type { BoardLog } from '../db/boardLog';
import type { Steadily } from '../steadily';

export interface LiveBoard {
  /** Takes in one commit. Returns the revision that will contain it: the present one if the board did not change. */
  readonly apply: (entries: Iterable<BoardEntry>, lastEntrySeq: number) => number;
  /** Lets time pass: due dates and midnights move figures without any report. */
  readonly advance: () => void;
  readonly setSources: (sources: readonly SourceState[]) => void;
  readonly setNotes: (notes: readonly WardNote[]) => void;
  /** What alerts there are, as somebody has just judged them. */
  readonly setAlerts: (alerts: readonly AlertView[]) => void;
  readonly setConditions: (conditions: readonly ServerCondition[]) => void;
  readonly setCalendar: (calendar: CalendarInForce) => void;
  readonly setThresholds: (thresholds: Thresholds) => void;
  readonly thresholds: () => Thresholds;
  /** The wards as they stand, published or not. */
  readonly wards: () => readonly WardFigures[];
  /** Units of the log that are in no list any more. */
  readonly unknownUnits: () => readonly string[];
  readonly changed: () => boolean;
  /** What changed since the last frame, as the next link of the chain; null when nothing did. */
  readonly takeFrame: () => Frame | null;
  /** The board as of the present revision. */
  readonly view: () => BoardView;
  readonly beat: () => Heartbeat;
}

interface LiveBoardParts {
  readonly log: BoardLog;
  readonly horizonOf: (instant: number) => number;
  readonly wardCodes: readonly string[];
  readonly epoch: string;
  readonly thresholds: Thresholds;
  readonly calendar: CalendarInForce;
  readonly now: () => number;
  readonly speed: () => number;
  readonly steadily: Steadily;
}

/** The board with its place in the chain of frames (I4). */
export function createLiveBoard({
  log,
  wardCodes,
  horizonOf,
  thresholds,
  calendar,
  epoch,
  now,
  speed,
  steadily,
}: LiveBoardParts): LiveBoard {
  let lastSeq = log.lastEntrySeq();
  const board = createBoard({ wardCodes, now: now(), horizonOf, prefixAt: log.prefixAt });
  let rev = 1;
  /** What is not counted but told whole: sources, alerts, notes, limits, calendar. */
  let told: Told = {
    sources: [],
    alerts: [],
    alertsJudged: false,
    notes: [],
    thresholds,
    conditions: [],
    calendar,
  };
  let shownTold = told;
  let windows = board.windows();
  /** What stands at `rev`: a snapshot must equal what a replica has that took every frame up to it. */
  const shown = new Map<string, WardFigures>(board.wards().map((ward) => [ward.code, ward]));
  let shownCity = board.city();
  let shownCityLevel = board.cityLevel();
  const dirty = new Set<string>();
  const tell = (news: Partial<Told>): void => {
    const next = { ...told, ...news };
    if (!same(next, told)) told = next;
    if (same(told, shownTold)) told = shownTold;
  };

  /** Marks the touched units whose figures differ from what was last published; true when there is one. */
  const settle = (): boolean => {
    let any = false;
    for (const code of board.takeTouched()) {
      const differs =
        code === CITY_LEVEL_CODE ? !same(board.cityLevel(), shownCityLevel) : !same(board.ward(code), shown.get(code));
      if (!differs) continue;
      dirty.add(code);
      any = true;
    }
    return any;
  };
  const advance = (): void => {
    // What cannot be read now is caught up with later, also beside a commit: its entries wait in the log until then.
    steadily('board', () => board.advance(now(), (from, to) => log.between(from, to, lastSeq)));
    settle();
  };
  const windowsMoved = () => !same(board.windows(), windows);
  const changed = () => dirty.size > 0 || told !== shownTold || windowsMoved();
  const takeFrame = (): Frame | null => {
    if (!changed()) return null;
    const wards: WardFigures[] = [];
    let cityLevel: UnitFigures | undefined;
    for (const code of [...dirty].sort()) {
      if (code === CITY_LEVEL_CODE) {
        cityLevel = board.cityLevel();
        shownCityLevel = cityLevel;
        continue;
      }
      const ward = board.ward(code);
      shown.set(code, ward);
      wards.push(ward);
    }
    const city = board.city();
    const frame: Frame = {
      epoch,
      fromRev: rev,
      rev: rev + 1,
      asOf: formatInstant(board.asOf()),
      wards,
      ...(!same(city, shownCity) && { city }),
      ...(cityLevel && { cityLevel }),
      ...(windowsMoved() && { windows: board.windows() }),
      ...changedParts(told, shownTold),
    };
    rev++;
    shownCity = city;
    shownTold = told;
    windows = board.windows();
    dirty.clear();
    return frame;
  };
  return {
    apply: (entries, lastEntrySeq) => {
      advance();
      board.apply(entries);
      lastSeq = Math.max(lastSeq, lastEntrySeq);
      return settle() ? rev + 1 : rev;
    },
    advance,
    setSources: (sources) => tell({ sources }),
    setAlerts: (alerts) => tell({ alerts, alertsJudged: true }),
    setNotes: (notes) => tell({ notes }),
    setConditions: (conditions) => tell({ conditions }),
    setCalendar: (next) => tell({ calendar: next }),
    setThresholds: (next) => tell({ thresholds: next }),
    thresholds: () => told.thresholds,
    wards: board.wards,
    unknownUnits: board.unknownUnits,
    changed,
    takeFrame,
    view: () => ({
      windows,
      city: shownCity,
      cityLevel: shownCityLevel,
      wards: [...shown.values()],
      ...shownTold,
    }),
    beat: () => ({
      epoch,
      rev,
      asOf: formatInstant(board.asOf()),
      now: formatInstant(now()),
      speed: speed(),
    }),
  };
}

interface Told {
  readonly sources: readonly SourceState[];
  readonly alerts: readonly AlertView[];
  readonly alertsJudged: boolean;
  readonly notes: readonly WardNote[];
  readonly thresholds: Thresholds;
  readonly conditions: readonly ServerCondition[];
  readonly calendar: CalendarInForce;
}

function changedParts(now: Told, before: Told): Partial<Told> {
  return {
    ...(!same(now.sources, before.sources) && { sources: now.sources }),
    ...(!same(now.alerts, before.alerts) && { alerts: now.alerts }),
    ...(now.alertsJudged !== before.alertsJudged && { alertsJudged: now.alertsJudged }),
    ...(!same(now.notes, before.notes) && { notes: now.notes }),
    ...(!same(now.thresholds, before.thresholds) && { thresholds: now.thresholds }),
    ...(!same(now.conditions, before.conditions) && { conditions: now.conditions }),
    ...(!same(now.calendar, before.calendar) && { calendar: now.calendar }),
  };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
