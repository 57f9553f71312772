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
  const shown = new Map<string, string>(board.wards().map((ward) => [ward.code, JSON.stringify(ward)]));
  let shownCity = JSON.stringify(board.city());
  let shownCityLevel = JSON.stringify(board.cityLevel());
  const dirty = new Set<string>();

  /** Marks the touched units whose figures differ from what was last published; true when there is one. */
  const settle = (): boolean => {
    let any = false;
    for (const code of board.takeTouched()) {
      const differs =
        code === CITY_LEVEL_CODE
          ? JSON.stringify(board.cityLevel()) !== shownCityLevel
          : JSON.stringify(board.ward(code)) !== shown.get(code);
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
  const windowsMoved = () => JSON.stringify(board.windows()) !== JSON.stringify(windows);
  const changed = () => dirty.size > 0 || sourcesChanged || windowsMoved();
  const takeFrame = (): Frame | null => {
    if (!changed()) return null;
    const wards: WardFigures[] = [];
    let cityLevel: UnitFigures | undefined;
    for (const code of [...dirty].sort()) {
      if (code === CITY_LEVEL_CODE) {
        cityLevel = board.cityLevel();
        shownCityLevel = JSON.stringify(cityLevel);
        continue;
      }
      const ward = board.ward(code);
      shown.set(code, JSON.stringify(ward));
      wards.push(ward);
    }
    const city = board.city();
    const cityText = JSON.stringify(city);
    const frame: Frame = {
      epoch,
      fromRev: rev,
      rev: rev + 1,
      asOf: formatInstant(board.asOf()),
      wards,
      ...(cityText !== shownCity && { city }),
      ...(cityLevel && { cityLevel }),
      ...(windowsMoved() && { windows: board.windows() }),
      ...(sourcesChanged && { sources }),
    };
    rev++;
    shownCity = cityText;
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
      if (JSON.stringify(next) === JSON.stringify(sources)) return;
      sources = next;
      sourcesChanged = true;
    },
    changed,
    takeFrame,
    view: () => ({
      windows: board.windows(),
      city: board.city(),
      cityLevel: board.cityLevel(),
      wards: board.wards(),
      sources,
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
