import type { ServerCondition } from '../../shared/conditions';
import { clockText, dayText, minuteText, wholeText } from '../../shared/formats';
import { dayOf, formatDay, parseInstant } from '../../shared/localTime';
import type { ConditionWords } from '../ui/words/conditions';

/** What is so, and what to do about it; the latter is for those who can do something. */
export interface ConditionText {
  readonly said: string;
  /** The rest of the sentence, where there is room for it; empty when all is said. */
  readonly more: string;
  readonly advice: string;
}

/** What stands with the server, in words. `today` by its time: what began on another day says which. */
export function conditionText(
  condition: ServerCondition,
  today: number | null,
  conditionWords: ConditionWords,
): ConditionText {
  const { lang, words, storage } = conditionWords;
  switch (condition.kind) {
    case 'storage':
      return {
        said: `${storage[condition.fault]} ${words.since} ${momentText(condition.since, today, minuteText)}`,
        more: '',
        advice: words.reportsRefused,
      };
    case 'clock': {
      const found = momentText(condition.found, dayOfText(condition.expected), clockText);
      const expected = momentText(condition.expected, dayOfText(condition.found), clockText);
      return {
        said: words.clockJumped,
        more: `: ${words.serverClock} ${found}, ${words.expected} ${expected}`,
        advice: words.clockHint,
      };
    }
    case 'calendar-ends':
      return {
        said: `${words.calendarEnds} ${fullDay(condition.lastDay)}`,
        more: condition.over ? `, ${words.calendarOver}` : '',
        advice: words.calendarHint,
      };
    case 'calendar-differs':
      return {
        said: `${wholeText(condition.dossiers, lang)} ${words.calendarDiffers}`,
        more: '',
        advice: words.calendarDiffersHint,
      };
    case 'unknown-units':
      return {
        said: `${wholeText(condition.codes.length, lang)} ${words.unknownUnits}`,
        more: '',
        advice: `${words.unknownUnitsHint} ${condition.codes.join(', ')}.`,
      };
  }
}

/** Its time; with its day when that is another than `day`. */
function momentText(instant: string, day: number | null, timeText: (ms: number) => string): string {
  const at = parseInstant(instant);
  if (at === null) return instant;
  return day === dayOf(at) ? timeText(at) : `${timeText(at)} ${fullDay(formatDay(dayOf(at)))}`;
}

function dayOfText(instant: string): number | null {
  const at = parseInstant(instant);
  return at === null ? null : dayOf(at);
}

/** "24/11/2026". */
function fullDay(isoDay: string): string {
  return `${dayText(isoDay)}/${isoDay.slice(0, 4)}`;
}
