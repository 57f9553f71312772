import { createEffect, onCleanup } from 'solid-js';
import { parseInstant } from '../../shared/localTime';
import type { BoardView } from '../../shared/protocol';
import type { BoardReader, BoardWriter } from '../board/store';
import { deviceMs } from './deviceClock';
import { forget, recall, remember } from './remembered';

const NAME = 'board';
const KEEP_EVERY_MS = 60_000;

const UNTOLD = { conditions: [], alertsJudged: false } as const;

interface KeptBoard {
  readonly board: BoardView;
  readonly simulated: boolean;
  readonly asOf: string;
  readonly speed: number;
  /** By the device's clock, when the server was last heard of. */
  readonly heardMs: number;
}

/**
 * Keeps the board on this device, counts only, and shows it again, with its age, until the server is heard. A device whose
 * clock was set back cannot say how old it is, so it is not shown.
 */
export function keepBoard({ state, speed, silentMs }: BoardReader, writer: BoardWriter): void {
  const kept = recall<KeptBoard>(NAME);
  const ageMs = kept ? deviceMs() - kept.heardMs : -1;
  if (kept && ageMs >= 0) {
    const { simulated, asOf } = kept;
    // An older build kept less: what it did not know of is not known now.
    const board: BoardView = { ...UNTOLD, ...kept.board };
    const asOfMs = parseInstant(asOf) ?? 0;
    // The place in the chain is left open: the first answer of the server is taken whatever it is.
    writer.snapshot({ ...board, simulated, asOf, epoch: '', rev: 0, now: asOf, speed: kept.speed, ticker: [] });
    writer.time({ serverMs: asOfMs, speed: kept.speed, monoMs: performance.now() - ageMs, asOf });
  }
  const keep = (): void => {
    if (state.board === null || state.asOf === null || state.refused === 'forbidden') return;
    const { board, simulated, asOf } = state;
    remember(NAME, { board, simulated, asOf, speed: speed(), heardMs: deviceMs() - silentMs() } satisfies KeptBoard);
  };
  createEffect(() => {
    if (state.refused === 'forbidden') forget();
  });
  const timer = setInterval(keep, KEEP_EVERY_MS);
  document.addEventListener('visibilitychange', keep);
  window.addEventListener('pagehide', keep);
  onCleanup(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', keep);
    window.removeEventListener('pagehide', keep);
  });
}
