/**
 * The written brief of a period in Vietnamese, every number locked to its fraction. The frame of the text follows
 * what the city's office gave to the press for 1–14/7/2025; a sentence whose data is missing is left out.
 */
import { clockText, percentText, wholeText } from '../formats';
import { dayOf, formatDay } from '../localTime';
import { type OnTimeVariant, rankByRate } from '../ranking';
import { type Rate, resolvedOf } from '../rates';
import type { PeriodFigures } from '../summary';
import { periodText } from './periodText';

export interface BriefUnit extends PeriodFigures {
  readonly code: string;
}

export interface BriefInput {
  /** Both included, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly city: PeriodFigures;
  readonly wards: readonly BriefUnit[];
  /** The last day of the period alone; null when the period is one day. */
  readonly lastDay: { readonly city: PeriodFigures; readonly wards: readonly BriefUnit[] } | null;
  readonly variant: OnTimeVariant;
  /** Below this denominator a unit is not ranked: 1 of 1 must not lead. */
  readonly leastN: number;
  /** "phường Hương An": the unit as it stands in prose. */
  readonly nameOf: (code: string) => string;
  /** What the figures are as of, in ms. */
  readonly asOf: number;
  readonly sources: readonly string[];
  readonly simulated: boolean;
}

/** One number of the text. `value` is unrounded; counts have no fraction. */
export interface BriefFact {
  readonly key: string;
  readonly value: number | null;
  readonly num: number | null;
  readonly den: number | null;
  readonly wards: readonly string[];
  /** As it stands in the text. */
  readonly shown: string;
}

/** A piece of the text: words, or a number or name that is locked to a fact. */
export interface BriefPart {
  readonly text: string;
  /** Place in `facts`; null: words. */
  readonly fact: number | null;
}

export interface Brief {
  readonly text: string;
  /** The same text in pieces, in order. */
  readonly parts: readonly BriefPart[];
  readonly facts: readonly BriefFact[];
}

const DENOMINATOR_NAMES: Readonly<Record<OnTimeVariant, string>> = {
  A: 'đã giải quyết',
  B: 'theo QĐ 766',
  C: 'trên số tiếp nhận',
};
const NAMED_AT_MOST = 3;

export function composeBrief(input: BriefInput): Brief {
  const book = createFactBook();
  const sentences = [
    opening(input, book),
    highlights(input, book),
    [input.lastDay && lastDay(input, input.lastDay, book), overdue(input, book)].filter(Boolean).join(' '),
  ].filter((sentence) => sentence !== null && sentence !== '');
  const at = `${clockText(input.asOf).slice(0, 5)} ngày ${formatDay(dayOf(input.asOf)).split('-').reverse().join('/')}`;
  const sources = input.sources.length === 0 ? '' : `, nguồn: ${input.sources.join(', ')}`;
  const stamp = `Số liệu đến ${at}${sources}.${input.simulated ? ' DỮ LIỆU MÔ PHỎNG.' : ''}`;
  const parts = partsOf(`${sentences.join('\n\n')}\n\n${stamp}`);
  return { text: parts.map((part) => part.text).join(''), parts, facts: book.facts };
}

// Private-use characters that no text of ours holds: they mark a locked piece until the text is taken apart.
const [OPEN, INSIDE, SHUT] = ['\uE000', '\uE001', '\uE002'];
const LOCKED = new RegExp(`(${OPEN}\\d+${INSIDE}[^${SHUT}]*${SHUT})`);

function locked(fact: number, text: string): string {
  return `${OPEN}${fact}${INSIDE}${text}${SHUT}`;
}

function partsOf(marked: string): readonly BriefPart[] {
  return marked.split(LOCKED).flatMap((piece): BriefPart[] => {
    if (piece === '') return [];
    if (!piece.startsWith(OPEN)) return [{ text: piece, fact: null }];
    const [number = '', text = ''] = piece.slice(1, -1).split(INSIDE);
    return [{ text, fact: Number(number) }];
  });
}

type FactBook = ReturnType<typeof createFactBook>;

/** Writes a number into the text and notes what it came from. */
function createFactBook() {
  const facts: BriefFact[] = [];
  return {
    facts,
    count: (key: string, value: number, wards: readonly string[] = []): string => {
      const shown = wholeText(value, 'vi');
      facts.push({ key, value, num: null, den: null, wards, shown });
      return locked(facts.length - 1, shown);
    },
    /** "75,78% (13.420/17.710 hồ sơ …)": prose drops trailing zeros, the fraction stands beside it. */
    rate: (key: string, { num, den, value }: Rate, wards: readonly string[] = [], what = 'hồ sơ'): string => {
      const percent = percentText(num, den, 2, 'vi')
        .replace(/,(\d)0$/, ',$1')
        .replace(/,0$/, '');
      const shown = `${percent}%`;
      facts.push({ key, value, num, den, wards, shown });
      const fact = facts.length - 1;
      return `${locked(fact, shown)} (${locked(fact, `${wholeText(num, 'vi')}/${wholeText(den, 'vi')}`)} ${what})`;
    },
  };
}

function onTime(figures: PeriodFigures, variant: OnTimeVariant): Rate {
  return figures.onTimeRate[variant];
}

function opening({ from, to, city, wards, variant }: BriefInput, book: FactBook): string {
  const start = `Văn phòng UBND thành phố Huế cho biết, ${periodText(from, to)}, thành phố Huế`;
  const resolved = resolvedOf(city);
  const receiving = wards.filter((ward) => ward.received > 0).map((ward) => ward.code);
  const took =
    city.received === 0
      ? `chưa tiếp nhận hồ sơ nào`
      : `đã tiếp nhận ${book.count('received', city.received, receiving)} hồ sơ thủ tục hành chính tại ${book.count('units', receiving.length)} xã, phường, trong đó tỷ lệ nộp hồ sơ trực tuyến đạt ${book.rate('onlineRate', city.onlineRate)}`;
  const rate = onTime(city, variant);
  const onTimePart =
    rate.den === 0
      ? ''
      : `, tỷ lệ đúng hạn đạt ${book.rate('onTimeRate', rate, [], `hồ sơ ${DENOMINATOR_NAMES[variant]}`)}`;
  const done =
    resolved === 0
      ? 'chưa giải quyết xong hồ sơ nào'
      : `đã giải quyết ${book.count('resolved', resolved)} hồ sơ${onTimePart}`;
  return `${start} ${took}; ${done}.`;
}

interface Leaders {
  readonly codes: readonly string[];
  readonly rate: Rate;
}

/** The best units by a rate, equals together; null when no unit has enough dossiers. */
function leaders(units: readonly BriefUnit[], leastN: number, rateOf: (unit: BriefUnit) => Rate): Leaders | null {
  const ranked = rankByRate(
    units.map((unit) => ({ code: unit.code, rate: rateOf(unit) })),
    leastN,
  ).filter((one) => one.rank === 1);
  const [first] = ranked;
  return first ? { codes: ranked.map((one) => one.code), rate: first.rate } : null;
}

/** Up to three names, then how many more; they belong to the fact that comes next. */
function namesOf(codes: readonly string[], nameOf: (code: string) => string, { facts }: FactBook): string {
  const named = codes.slice(0, NAMED_AT_MOST).map((code) => locked(facts.length, nameOf(code)));
  const more = codes.length - named.length;
  if (more > 0) return `${named.join(', ')} và ${locked(facts.length, `${more} đơn vị khác`)}`;
  const last = named.pop() ?? '';
  return named.length === 0 ? last : `${named.join(', ')} và ${last}`;
}

/** Equal rates have different fractions: then only the rate is said. */
function leaderRate(book: FactBook, key: string, { codes, rate }: Leaders, what: string): string {
  const text = book.rate(key, rate, codes, what);
  return codes.length === 1 ? text : (text.split(' (')[0] ?? text);
}

function highlights({ wards, leastN, nameOf, variant }: BriefInput, book: FactBook): string | null {
  const online = leaders(wards, leastN, (unit) => unit.onlineRate);
  const timely = leaders(wards, leastN, (unit) => onTime(unit, variant));
  const parts: string[] = [];
  if (online) {
    const same = online.codes.length > 1 ? ' cùng' : '';
    parts.push(
      `${namesOf(online.codes, nameOf, book)}${same} đạt tỷ lệ nộp trực tuyến cao nhất với ${leaderRate(book, 'topOnline', online, 'hồ sơ')}`,
    );
  }
  if (timely) {
    const same = timely.codes.length > 1 ? ' cùng' : '';
    const what = `hồ sơ ${DENOMINATOR_NAMES[variant]}`;
    parts.push(
      `${namesOf(timely.codes, nameOf, book)}${same} dẫn đầu về tỷ lệ giải quyết hồ sơ đúng hạn với ${leaderRate(book, 'topOnTime', timely, what)}`,
    );
  }
  return parts.length === 0 ? null : `Nổi bật, ${parts.join(', trong khi ')}.`;
}

function lastDay({ to, leastN, nameOf }: BriefInput, day: NonNullable<BriefInput['lastDay']>, book: FactBook): string {
  const [, month = '', date = ''] = to.split('-');
  const name = `${Number(date)}/${Number(month)}`;
  if (day.city.received === 0) return `Riêng ngày ${name}, thành phố không tiếp nhận hồ sơ nào.`;
  const best = leaders(day.wards, leastN, (unit) => unit.onlineRate);
  const bestPart = best
    ? `, trong đó ${namesOf(best.codes, nameOf, book)}${best.codes.length > 1 ? ' cùng' : ''} đạt ${leaderRate(book, 'dayTopOnline', best, 'hồ sơ')}`
    : '';
  const received = book.count('dayReceived', day.city.received);
  return `Riêng ngày ${name}, thành phố tiếp nhận ${received} hồ sơ, tỷ lệ nộp trực tuyến đạt ${book.rate('dayOnlineRate', day.city.onlineRate)}${bestPart}.`;
}

function overdue({ city, wards }: BriefInput, book: FactBook): string {
  if (city.pendingOverdue === 0) return 'Không còn hồ sơ quá hạn đang xử lý.';
  const at = wards.filter((ward) => ward.pendingOverdue > 0).map((ward) => ward.code);
  return `Còn ${book.count('overdue', city.pendingOverdue, at)} hồ sơ quá hạn đang xử lý tại ${book.count('overdueUnits', at.length, at)} đơn vị.`;
}
