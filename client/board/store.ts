import { createContext, createSignal, onCleanup, useContext } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { ConnectionMood, SilenceCause } from '../../shared/freshness';
import type { BoardView, Frame, JoinReason, LoadingNews, Snapshot, TickerItem } from '../../shared/protocol';
import { applyFrame } from '../../shared/replica';
import type { Thresholds } from '../../shared/tones';
import { builtInLimits, takeCalendar } from './reference';
import { createTickerStore } from './tickerStore';

/** Server time is anchored to the viewer's monotonic clock: a wrong device clock changes nothing (I6). */
export interface TimeAnchor {
  readonly serverMs: number;
  readonly speed: number;
  readonly monoMs: number;
  readonly asOf: string;
}

export interface BoardState {
  /** null until the first snapshot; kept, marked, while the replica is unsure. */
  readonly board: BoardView | null;
  readonly simulated: boolean;
  readonly rev: number;
  readonly asOf: string | null;
  readonly mood: ConnectionMood;
  /** Why nothing is heard; null while the line is live. */
  readonly cause: SilenceCause | null;
  /** The server is loading its board: what is shown, if anything, is of before. Null: it is not. */
  readonly loading: LoadingNews | null;
  readonly refused: JoinReason | null;
}

export interface BoardWriter {
  readonly snapshot: (snapshot: Snapshot) => void;
  readonly frame: (frame: Frame) => void;
  readonly time: (anchor: TimeAnchor) => void;
  readonly mood: (mood: ConnectionMood, cause: SilenceCause | null) => void;
  readonly loading: (news: LoadingNews) => void;
  readonly ticker: (items: readonly TickerItem[]) => void;
  readonly refused: (reason: JoinReason) => void;
}

export interface BoardReader {
  readonly state: BoardState;
  /** Server time in ms, refreshed several times a second; null before the first word of the server. */
  readonly now: () => number | null;
  /** Seconds of server time per second: 0 while a demo stands still. */
  readonly speed: () => number;
  /** The limits in force. */
  readonly limits: () => Thresholds;
  /** Real ms since the server last spoke of the board; before it ever did, since the page opened. */
  readonly silentMs: () => number;
  /**
   * For the event line, oldest first. `whole`: the line as the server knows it, in place of what was there; told at once
   * to who begins to listen, and when the server begins anew. Otherwise news, each handed over once.
   */
  readonly onTicker: (take: (items: readonly TickerItem[], whole: boolean) => void) => void;
}

export interface BoardStore extends BoardReader {
  readonly writer: BoardWriter;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const TICK_MS = 200;

export function createBoardStore(mono: () => number = () => performance.now()): BoardStore {
  const [state, set] = createStore<Writable<BoardState>>({
    board: null,
    simulated: false,
    rev: 0,
    asOf: null,
    mood: 'live',
    cause: null,
    loading: null,
    refused: null,
  });
  const [anchor, setAnchor] = createSignal<TimeAnchor | null>(null);
  const openedMs = mono();
  const [tick, setTick] = createSignal(openedMs);
  const line = createTickerStore();
  const timer = setInterval(() => setTick(mono()), TICK_MS);
  onCleanup(() => clearInterval(timer));
  let latest: BoardView | null = null;
  const show = (board: BoardView): void => {
    latest = board;
    takeCalendar(board.calendar);
    // reconcile writes into what it is given, and touches only what differs: it gets a clone.
    set('board', reconcile(structuredClone(board), { key: 'code' }));
  };
  return {
    state,
    now: () => {
      const at = anchor();
      // While the server is silent its clock is carried on: only the figures stand still.
      return at && at.serverMs + Math.max(0, tick() - at.monoMs) * at.speed;
    },
    speed: () => anchor()?.speed ?? 1,
    limits: () => state.board?.thresholds ?? builtInLimits,
    silentMs: () => Math.max(0, tick() - (anchor()?.monoMs ?? openedMs)),
    onTicker: line.listen,
    writer: {
      snapshot: (snapshot) => {
        const { epoch, rev: _rev, asOf: _asOf, now: _now, speed: _speed, simulated: _, ticker, ...board } = snapshot;
        show(board);
        set({ simulated: snapshot.simulated, rev: snapshot.rev, asOf: snapshot.asOf, loading: null, refused: null });
        line.whole(epoch, ticker);
      },
      frame: (frame) => {
        if (latest) show(applyFrame(latest, frame));
        set({ rev: frame.rev, asOf: frame.asOf });
      },
      time: (next) => {
        setAnchor(next);
        setTick(mono());
        set('asOf', next.asOf);
      },
      mood: (mood, cause) => set({ mood, cause }),
      loading: (news) => {
        set('loading', reconcile({ ...news }));
        // Nothing simulated is shown without its badge, not even its loading.
        if (state.board === null) set('simulated', news.simulated);
      },
      ticker: line.news,
      refused: (reason) => {
        // Who may not see it keeps nothing of it: not on the screen and not in memory.
        if (reason === 'forbidden') {
          latest = null;
          line.forget();
          set({ board: null, simulated: false, rev: 0, asOf: null, loading: null });
        }
        set('refused', reason);
      },
    },
  };
}

const BoardContext = createContext<BoardReader>();
export const BoardProvider = BoardContext.Provider;

export function useBoard(): BoardReader {
  const board = useContext(BoardContext);
  if (!board) throw new Error('useBoard outside a BoardProvider');
  return board;
}
