import { createContext, createSignal, onCleanup, useContext } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { ConnectionMood } from '../../shared/freshness';
import type { BoardView, Frame, JoinReason, Snapshot, TickerItem } from '../../shared/protocol';
import { applyFrame } from '../../shared/replica';
import type { Thresholds } from '../../shared/tones';
import { builtInLimits, takeCalendar } from './reference';

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
  readonly refused: JoinReason | null;
}

export interface BoardWriter {
  readonly snapshot: (snapshot: Snapshot) => void;
  readonly frame: (frame: Frame) => void;
  readonly time: (anchor: TimeAnchor) => void;
  readonly mood: (mood: ConnectionMood) => void;
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
  /** Real ms since the server was last heard of. */
  readonly silentMs: () => number;
  /** News for the event line, oldest first; each list is handed over once. */
  readonly onTicker: (take: (items: readonly TickerItem[]) => void) => void;
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
    refused: null,
  });
  const [anchor, setAnchor] = createSignal<TimeAnchor | null>(null);
  const [tick, setTick] = createSignal(mono());
  const listeners = new Set<(items: readonly TickerItem[]) => void>();
  const timer = setInterval(() => setTick(mono()), TICK_MS);
  onCleanup(() => clearInterval(timer));
  const tell = (items: readonly TickerItem[]): void => {
    for (const take of listeners) take(items);
  };
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
    silentMs: () => Math.max(0, tick() - (anchor()?.monoMs ?? tick())),
    onTicker: (take) => {
      listeners.add(take);
      onCleanup(() => listeners.delete(take));
    },
    writer: {
      snapshot: (snapshot) => {
        const {
          epoch: _epoch,
          rev: _rev,
          asOf: _asOf,
          now: _now,
          speed: _speed,
          simulated: _,
          ticker,
          ...board
        } = snapshot;
        show(board);
        set({ simulated: snapshot.simulated, rev: snapshot.rev, asOf: snapshot.asOf, refused: null });
        tell(ticker);
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
      mood: (mood) => set('mood', mood),
      ticker: tell,
      refused: (reason) => {
        // Who may not see it keeps nothing of it: not on the screen and not in memory.
        if (reason === 'forbidden') {
          latest = null;
          set({ board: null, simulated: false, rev: 0, asOf: null });
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
