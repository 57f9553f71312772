import type { CalendarFile } from '../../shared/calendar';
import { Busy } from '../busy';
import type { CalendarPreview } from '../db/calendarPreview';
import { calendarText } from './calendarFile';
import { type Look, lookThrough } from './lookThrough';

/** A call is answered within this time; a log of millions takes longer, and is asked about again. */
const WAIT_MS = 8000;

interface Running {
  readonly text: string;
  readonly look: Look;
  /** Found out after everybody had stopped waiting: whoever asks again gets it, once. */
  isOver: boolean;
}

/** Looks of calendars that somebody thinks of: one at a time, and each goes on however often it is asked about. */
export function createPreviews(file: string) {
  let running: Running | null = null;
  const of = async (wanted: CalendarFile): Promise<CalendarPreview | null> => {
    const text = calendarText(wanted);
    if (running?.isOver && running.text !== text) running = null;
    if (running && running.text !== text) {
      throw new Busy('readings', 'Another calendar is being looked at; ask again in a moment.');
    }
    const mine = running ?? begin(text, wanted);
    running = mine;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, WAIT_MS, null);
    });
    try {
      const answer = (await Promise.race([mine.look.answer, late])) as CalendarPreview | null;
      if (answer && running === mine) running = null;
      return answer;
    } catch (cause) {
      if (running === mine) running = null;
      throw cause;
    } finally {
      clearTimeout(timer);
    }
  };
  const begin = (text: string, calendar: CalendarFile): Running => {
    const begun: Running = { text, look: lookThrough({ file, calendar }), isOver: false };
    const over = (): void => {
      begun.isOver = true;
    };
    begun.look.answer.then(over, over);
    return begun;
  };
  return { of, stop: async () => void (await running?.look.stop()) };
}
