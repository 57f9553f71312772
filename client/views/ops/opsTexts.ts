import { ageText, type Lang, minuteText, UNKNOWN } from '../../../shared/formats';
import { civilOf, dayOf, parseInstant } from '../../../shared/localTime';
import { wardName } from '../../board/reference';

/** 10:42 today, else 14/7/2025 10:42; "—" for what is not known. `nowMs` null: the day is always said. */
export function whenText(instant: string | null, nowMs: number | null): string {
  const at = instant === null ? null : parseInstant(instant);
  if (at === null) return UNKNOWN;
  if (nowMs !== null && dayOf(at) === dayOf(nowMs)) return minuteText(at);
  return `${dateOf(at)} ${minuteText(at)}`;
}

/** 14/7/2025 */
export function dayOfText(instant: string | null): string {
  const at = instant === null ? null : parseInstant(instant);
  return at === null ? UNKNOWN : dateOf(at);
}

/** How long ago by the server's own clock; the instant itself when that clock is not known. */
export function agoText(instant: string | null, serverMs: number | null, lang: Lang, ago: string): string {
  const at = instant === null ? null : parseInstant(instant);
  if (at === null || serverMs === null) return whenText(instant, null);
  return `${ageText(serverMs - at, lang)} ${ago}`;
}

/** What a screen is, or asks to be. */
export function kindText(ward: string | null, words: Readonly<Record<'kindWall' | 'tabletOf', string>>): string {
  return ward === null ? words.kindWall : `${words.tabletOf} ${wardName(ward)}`;
}

/** K7M 4QX */
export function codeText(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`.trim();
}

/** What was typed or scanned as the server keeps it. */
export function readCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 6);
}

/** 24/11/2026, from YYYY-MM-DD. */
export function isoDayText(isoDay: string): string {
  const [year = '', month = '', day = ''] = isoDay.split('-');
  return `${Number(day)}/${Number(month)}/${year}`;
}

function dateOf(at: number): string {
  const { year, month, day } = civilOf(dayOf(at));
  return `${day}/${month}/${year}`;
}
