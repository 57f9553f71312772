import { type Accessor, createMemo } from 'solid-js';
import { SILENT_AFTER_MS } from '../../../shared/freshness';
import { DAY_MS, parseDay, startOfDay } from '../../../shared/localTime';
import { useBoard } from '../../board/store';
import type { Picture } from './figures';
import type { PresentState } from './presentState';
import { momentText, readInstant } from './texts';

export interface ShownAge {
  /** Newer figures may be there, and cannot be read. */
  readonly isMarked: Accessor<boolean>;
  /** And that for so long that nobody may take them for the present ones. */
  readonly isOld: Accessor<boolean>;
}

/** Whether what is shown ages. What was asked for as it was known at an instant cannot: only what follows the board does. */
export function createShownAge({ asked }: Pick<PresentState, 'asked'>): ShownAge {
  const { state, silentMs } = useBoard();
  const isMarked = createMemo(() => state.mood !== 'live' && (asked()?.at ?? null) === null);
  return { isMarked, isOld: createMemo(() => isMarked() && silentMs() >= SILENT_AFTER_MS) };
}

/** What the figures on the screen speak for: the cut of their period, or all that was known of one that is over. */
export function asOfText({ asked, summary }: Picture, withYear: boolean): string {
  const lastDay = parseDay(summary.to);
  const end = lastDay === null ? Number.POSITIVE_INFINITY : startOfDay(lastDay) + DAY_MS;
  return momentText(Math.min(readInstant(asked.until ?? summary.asOf), end), withYear);
}
