import { type Lang, wholeText } from '../../../shared/formats';
import { civilOf, DAY_MS, dayOf, HOUR_MS, msIntoDay } from '../../../shared/localTime';
import type { Thresholds } from '../../../shared/tones';
import { wardName } from '../../board/reference';
import { CITY_BOX, drawPaths, fitTo, readGeometry } from '../../map/geometry';
import { fractionOf, percentOf } from '../../ui/rateText';
import type { PresentWord } from '../../ui/words/present';
import type { FairRank } from '../present/ranked';
import { readInstant } from '../present/texts';
import { classOf, ladder, type PressFigures } from './pressFigures';

export interface PosterWish {
  readonly figures: PressFigures;
  readonly words: Readonly<Record<PresentWord, string>>;
  readonly lang: Lang;
  readonly limits: Thresholds;
  readonly width: number;
  readonly height: number;
}

export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The canvas with the product's colours, so that each part only says what and where. */
export interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly wish: PosterWish;
  readonly colour: (token: string) => string;
  readonly write: (text: string, x: number, y: number, font: string, ink?: string, align?: CanvasTextAlign) => void;
}

export const COND = '"Plex Cond"';
export const PLEX = '"Plex"';

export function createPen(context: CanvasRenderingContext2D, wish: PosterWish): Pen {
  const style = getComputedStyle(context.canvas);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  return {
    context,
    wish,
    colour,
    write: (text, x, y, font, ink = '--ink', align = 'left') => {
      context.font = font;
      context.textAlign = align;
      context.fillStyle = colour(ink);
      context.fillText(text, x, y);
    },
  };
}

/** The 40 units in the classes of the two rates; the key stands where the frame says. */
export function drawMap({ context, wish, colour }: Pen, frame: Frame): void {
  const paths = drawPaths(readGeometry(wish.figures.map), fitTo(CITY_BOX, frame));
  const units = new Map(wish.figures.picture.summary.wards.map((unit) => [unit.code, unit]));
  for (const ward of paths.wards) {
    const unit = units.get(ward.code);
    const found = unit ? classOf(unit, wish.limits) : null;
    context.fillStyle = colour(found ? `--${found}` : '--empty');
    context.fill(new Path2D(ward.d));
  }
  context.globalAlpha = 0.88;
  context.fillStyle = colour('--sea');
  context.fill(new Path2D(paths.lagoon));
  context.globalAlpha = 1;
  context.strokeStyle = colour('--ward-line');
  context.lineWidth = 1.2;
  context.stroke(new Path2D(paths.inner));
}

const CELL = { width: 74, height: 26, gap: 4, left: 84 };

/** What the colours mean, with their limits. */
export function drawKey({ context, wish, colour, write }: Pen, x: number, y: number): void {
  const { rows, columns } = ladder(wish.limits);
  const font = `400 22px ${COND}`;
  write(wish.words.ladderRows, x, y, font, '--ink-2');
  for (const { column, text } of columns) {
    const middle = x + CELL.left + column * (CELL.width + CELL.gap) + CELL.width / 2;
    write(text, middle, y + 32, font, '--ink-2', 'center');
  }
  rows.forEach(({ row, text }, i) => {
    const top = y + 42 + i * (CELL.height + CELL.gap);
    write(text, x, top + 21, font, '--ink-2');
    for (const { column } of columns) {
      context.fillStyle = colour(`--bi-${row}${column}`);
      context.fillRect(x + CELL.left + column * (CELL.width + CELL.gap), top, CELL.width, CELL.height);
    }
  });
}

/** Received by day, online within; the highest is written out. */
export function drawDays({ context, wish, colour, write }: Pen, frame: Frame): void {
  const { days } = wish.figures.picture;
  const most = Math.max(1, ...days.map((day) => day.received));
  const wide = frame.width / Math.max(1, days.length);
  const [top, bottom] = [frame.y + 40, frame.y + frame.height - 34];
  const bar = (i: number, count: number, token: string): void => {
    const height = (count / most) * (bottom - top);
    context.fillStyle = colour(token);
    context.fillRect(frame.x + i * wide + wide * 0.1, bottom - height, wide * 0.8, height);
  };
  const isHourly = days[0] !== undefined && readInstant(days[0].end) - readInstant(days[0].start) < DAY_MS;
  const nameOf = (start: string, withMonth: boolean): string => {
    const at = readInstant(start);
    if (isHourly) return `${msIntoDay(at) / HOUR_MS}${withMonth ? ':00' : ''}`;
    const { day, month } = civilOf(dayOf(at));
    return withMonth ? `${day}/${month}` : String(day);
  };
  days.forEach((day, i) => {
    bar(i, day.received, '--bar-other');
    bar(i, day.receivedOnline, '--bar');
    if (days.length > 31) return;
    write(nameOf(day.start, false), frame.x + (i + 0.5) * wide, bottom + 28, `400 22px ${COND}`, '--ink-2', 'center');
  });
  const peak = days.findIndex((day) => day.received === most);
  const day = days[peak];
  if (!day) return;
  const text = `${wholeText(most, wish.lang)} ${isHourly ? wish.words.onHour : wish.words.onDay} ${nameOf(day.start, true)}`;
  write(text, frame.x + frame.width, frame.y + 24, `600 26px ${COND}`, '--ink', 'right');
}

/** The first of a ranking, a line each: rank, name, rate, fraction. */
export function drawRanks({ context, wish, colour, write }: Pen, frame: Frame, rows: readonly FairRank[]): void {
  const step = frame.height / Math.max(1, rows.length);
  rows.forEach((one, i) => {
    const y = frame.y + (i + 1) * step - step * 0.32;
    const right = frame.x + frame.width;
    context.fillStyle = colour('--line');
    context.fillRect(frame.x, frame.y + i * step, frame.width, 1.5);
    write(`${one.rank ?? ''}${one.tied.length > 0 ? '=' : ''}`, frame.x, y, `400 28px ${COND}`, '--ink-3');
    write(wardName(one.code), frame.x + 48, y, `400 28px ${COND}`);
    write(percentOf(one.rate, wish.lang), right - 170, y, `600 28px ${COND}`, '--ink', 'right');
    write(fractionOf(one.rate, wish.lang), right, y, `400 28px ${COND}`, '--ink-2', 'right');
  });
}

export function wrapped(
  context: CanvasRenderingContext2D,
  text: string,
  room: number,
  font: string,
): readonly string[] {
  context.font = font;
  return text.split(' ').reduce<string[]>((lines, word) => {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && context.measureText(longer).width <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
    return lines;
  }, []);
}
