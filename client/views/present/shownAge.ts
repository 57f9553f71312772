import { type Accessor, createMemo } from 'solid-js';
import { DAY_MS, parseDay, startOfDay } from '../../../shared/localTime';
import { useSilence } from '../../board/silence';
import type { Picture } from './figures';
import type { PresentState } from './presentState';
import { momentText, readInstant } from './texts';

export interface ShownAge {
  /** Newer figures may be there and cannot be read, for so long that nobody may take these for the present ones. */
  readonly isOld: Accessor<boolean>;
}

/** Whether what is shown ages. What was asked for as it was known at an instant cannot: only what follows the board does. */
export function createShownAge({ asked }: Pick<PresentState, 'asked'>): ShownAge {
  const { veiled } = useSilence();
  const ages = () => (asked()?.at ?? null) === null;
  return { isOld: createMemo(() => veiled() && ages()) };
}

/** What the figures on the screen speak for: the cut of their period, or all that was known of one that is over. */
export function asOfText({ asked, summary }: Picture, withYear: boolean): string {
  const lastDay = parseDay(summary.to);
  const end = lastDay === null ? Number.POSITIVE_INFINITY : startOfDay(lastDay) + DAY_MS;
  return momentText(Math.min(readInstant(asked.until ?? summary.asOf), end), withYear);
}
