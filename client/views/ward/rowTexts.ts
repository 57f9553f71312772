import { type WorkingCalendar, workingMsBetween } from '../../../shared/calendar';
import { type Lang, minuteText, wholeText } from '../../../shared/formats';
import { civilOf, dayOf, HOUR_MS, MINUTE_MS, parseInstant } from '../../../shared/localTime';
import type { WardList, WardListRow } from '../../../shared/wardLists';
import { fieldName } from '../../board/reference';
import type { WardCatalogue } from '../../ui/words/ward';

/** A row as servers send it that also say since when it is in its list's state. */
export type ListRow = WardListRow & { readonly since?: string | null };

/** What one line of a list says; the number is its last four digits and nothing else. */
export interface RowTexts {
  readonly hint: string;
  readonly field: string;
  readonly under: string;
  /** What matters about it in this list. */
  readonly main: string;
  readonly aside: string;
  readonly late: boolean;
}

export interface RowContext {
  readonly catalogue: WardCatalogue;
  readonly calendar: WorkingCalendar;
  readonly lang: Lang;
  readonly now: number;
  /** Without a connection nothing counts down: the due time stands instead of what is left. */
  readonly off: boolean;
}

const INTAKE_HOURS = 8;
const SUPPLEMENT = 5;
const PAYMENT = 6;
const WORKING_DAY_MINUTES = 480;

export function rowTexts(row: ListRow, list: WardList, context: RowContext): RowTexts {
  const { catalogue, lang, now } = context;
  const { words, channels } = catalogue;
  const received = instant(row.receivedAt);
  const submitted = instant(row.submittedAt ?? (list === 'awaiting-intake' ? (row.since ?? null) : null));
  const channel = channels[row.channel ?? 'unknown'] ?? row.channel ?? '';
  const since =
    list === 'awaiting-intake' || received === null
      ? submitted === null
        ? ''
        : `, ${words.submittedOn} ${dateShort(submitted)}`
      : `, ${words.receivedOn} ${dateShort(received)}`;
  return {
    hint: `…${row.hint}`,
    field: row.field === null ? words.noField : (fieldName(row.field, lang) ?? row.field),
    under: `${channel}${since}`,
    ...sideTexts(row, list, context, { due: instant(row.dueAt), submitted, now }),
  };
}

interface Times {
  readonly due: number | null;
  readonly submitted: number | null;
  readonly now: number;
}

function sideTexts(
  row: ListRow,
  list: WardList,
  context: RowContext,
  { due, submitted, now }: Times,
): Pick<RowTexts, 'main' | 'aside' | 'late'> {
  const { words, suspicions } = context.catalogue;
  const dueText = due === null ? words.noDue : whenText(due, now, context);
  const dueDay = due === null ? words.noDue : `${words.dueOn} ${dateShort(due)}`;
  switch (list) {
    case 'due-soon': {
      if (context.off || due === null) return { main: dueText, aside: '', late: false };
      return { main: leftText(row, due, context), aside: dueText, late: due < now };
    }
    case 'overdue':
      return context.off
        ? { main: dueDay, aside: '', late: true }
        : { main: lateText(row, context), aside: dueDay, late: true };
    case 'awaiting-intake': {
      const at = submitted === null ? '' : whenText(submitted, now, context);
      if (context.off) return { main: at, aside: '', late: false };
      const hours = submitted === null ? 0 : Math.floor(workingMsBetween(context.calendar, submitted, now) / HOUR_MS);
      const waited = `${words.waited} ${wholeText(hours, context.lang)} ${words.workingHours}`;
      return { main: waited, aside: at, late: hours >= INTAKE_HOURS };
    }
    case 'paused':
      return { main: pausedText(row.status, context), aside: dueDay, late: false };
    case 'uncollected':
      return { ...uncollectedTexts(instant(row.since ?? row.finishedAt), context), late: false };
    case 'suspect':
      return { main: row.suspicion === null ? '' : suspicions[row.suspicion], aside: dueDay, late: false };
  }
}

function pausedText(status: number, { catalogue: { words } }: RowContext): string {
  if (status === SUPPLEMENT) return words.supplement;
  return status === PAYMENT ? words.payment : words.pausedWord;
}

function uncollectedTexts(finished: number | null, { catalogue: { words }, now, off }: RowContext) {
  if (finished === null) return { main: '—', aside: '' };
  const days = dayOf(now) - dayOf(finished);
  const done = `${words.doneOn} ${dateShort(finished)}`;
  if (off) return { main: done, aside: '' };
  return { main: days <= 0 ? words.doneToday : `${words.uncollectedFor} ${days} ${words.days}`, aside: done };
}

/** "còn 3 giờ 48 phút" of working time; from a working day on, in whole days. */
function leftText(row: WardListRow, due: number, { catalogue: { words }, calendar, now }: RowContext): string {
  if (due < now) return words.lateToday;
  const minutes = Math.floor(workingMsBetween(calendar, now, due) / MINUTE_MS);
  const days = row.workingDaysLeft ?? Math.floor(minutes / WORKING_DAY_MINUTES);
  if (minutes >= WORKING_DAY_MINUTES) return `${words.left} ${Math.max(1, days)} ${words.days}`;
  const hours = Math.floor(minutes / 60);
  const rest = `${minutes % 60} ${words.minutes}`;
  return `${words.left} ${hours === 0 ? rest : `${hours} ${words.hours} ${rest}`}`;
}

function lateText({ workingDaysLeft }: WardListRow, { catalogue: { words }, lang }: RowContext): string {
  const days = Math.max(0, -(workingDaysLeft ?? 0));
  return days === 0 ? words.lateToday : `${words.late} ${wholeText(days, lang)} ${words.workingDays}`;
}

/** "hôm nay 11:30", "25/11 09:30" */
export function whenText(at: number, now: number, { catalogue: { words } }: Pick<RowContext, 'catalogue'>): string {
  return `${dayOf(at) === dayOf(now) ? words.today : dateShort(at)} ${minuteText(at)}`;
}

export function dateShort(at: number): string {
  const { month, day } = civilOf(dayOf(at));
  return `${day}/${month}`;
}

function instant(text: string | null): number | null {
  return text === null ? null : parseInstant(text);
}
