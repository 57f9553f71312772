import { type BoardEntry, createBoard } from '../../shared/board';
import { formatInstant } from '../../shared/localTime';
import type { BoardView, Frame, Heartbeat, SourceState, UnitFigures, WardFigures } from '../../shared/protocol';
import { CITY_LEVEL_CODE } from '../../shared/wards';
import type { BoardLog } from '../db/boardLog';

export interface LiveBoard {
  /** Takes in one commit. Returns the revision that will contain it: the present one if the board did not change. */
  readonly apply: (entries: Iterable<BoardEntry>, lastEntrySeq: number) => number;
  /** Lets time pass: due dates and midnights move figures without any report. */
  readonly advance: () => void;
  readonly setSources: (sources: readonly SourceState[]) => void;
  readonly changed: () => boolean;
  /** What changed since the last frame, as the next link of the chain; null when nothing did. */
  readonly takeFrame: () => Frame | null;
  /** The board as of the present revision. */
  readonly view: () => BoardView;
  readonly beat: () => Heartbeat;
}

interface LiveBoardParts {
  readonly log: BoardLog;
  readonly wardCodes: readonly string[];
  readonly epoch: string;
  readonly now: () => number;
  readonly speed: () => number;
}

/** The board with its place in the chain of frames (I4). */
export function createLiveBoard({ log, wardCodes, epoch, now, speed }: LiveBoardParts): LiveBoard {
  let lastSeq = log.lastEntrySeq();
  const board = createBoard({ wardCodes, now: now(), prefixAt: log.prefixAt });
  let rev = 1;
  let sources: readonly SourceState[] = [];
  let sourcesChanged = false;
  let windows = board.windows();
  /** What stands at `rev`: a snapshot must equal what a replica has that took every frame up to it. */
  const shown = new Map<string, WardFigures>(board.wards().map((ward) => [ward.code, ward]));
  let shownCity = board.city();
  let shownCityLevel = board.cityLevel();
  let shownSources = sources;
  const dirty = new Set<string>();

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
    board.advance(now(), (from, to) => log.between(from, to, lastSeq));
    settle();
  };
  const windowsMoved = () => !same(board.windows(), windows);
  const changed = () => dirty.size > 0 || sourcesChanged || windowsMoved();
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
      ...(sourcesChanged && { sources }),
    };
    rev++;
    shownCity = city;
    shownSources = sources;
    windows = board.windows();
    sourcesChanged = false;
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
    setSources: (next) => {
      if (same(next, sources)) return;
      sources = next;
      sourcesChanged = true;
    },
    changed,
    takeFrame,
    view: () => ({
      windows,
      city: shownCity,
      cityLevel: shownCityLevel,
      wards: [...shown.values()],
      sources: shownSources,
      alerts: [],
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

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
