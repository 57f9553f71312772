import { readCalendar } from '../../server/calendar/calendarFile';
import type { createRandom } from '../../server/demo/cityRandom';
import type { CalendarFile } from '../../shared/calendar';
import { dayOf, formatDay } from '../../shared/localTime';
import { at, calendarFile } from './histories';

const FIRST = dayOf(at('16/6 00:00'));
const DAYS = 40;

/** A calendar that differs from the built-in one where the random histories lie: holidays, working Saturdays, hours. */
export function randomCalendar(random: ReturnType<typeof createRandom>): CalendarFile {
  const someDay = () => FIRST + random.whole(0, DAYS);
  const off = Array.from({ length: random.whole(0, 4) }, (_, i) => {
    const from = someDay();
    return { from: formatDay(from), to: formatDay(from + random.whole(0, 3)), name: `Nghỉ ${i}` };
  });
  const on = Array.from({ length: random.whole(0, 3) }, () => formatDay(someDay()));
  const hours = random.chance(0.3)
    ? calendarFile.hours.map((rule) => ({ ...rule, pm: ['13:30', '16:30'] }))
    : calendarFile.hours;
  const weekend = random.chance(0.15) ? [7] : calendarFile.weekend;
  const read = readCalendar({
    ...calendarFile,
    weekend,
    off: [...calendarFile.off, ...off],
    on: [...calendarFile.on, ...on],
    hours,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}
