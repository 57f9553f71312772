import { wholeText } from '../../../shared/formats';
import { wardName } from '../../board/reference';
import { fractionOf, heroText, percentOf, underText } from '../../ui/rateText';
import { READING } from '../present/BigFigures';
import {
  COND,
  createPen,
  drawDays,
  drawKey,
  drawMap,
  drawRanks,
  type Frame,
  type Pen,
  PLEX,
  type PosterWish,
  wrapped,
} from './posterParts';
import { asOfText, highlightsOf, type PressFigures, periodOf, rankings } from './pressFigures';

interface Layout {
  /** In its own units; the picture is scaled to what is asked for. */
  readonly width: number;
  readonly edge: number;
  readonly title: number;
  /** Shares of the width: the longest line below a figure needs the most. */
  readonly figures: {
    readonly y: number;
    readonly shares: readonly number[];
    readonly gapY: number;
    readonly size: number;
  };
  readonly map: Frame;
  readonly key: { readonly x: number; readonly y: number };
  readonly days: Frame | null;
  readonly highlights: { readonly y: number; readonly columns: number } | null;
  /** Two lists: online, on time. */
  readonly lists: readonly [Frame, Frame] | null;
}

/** One picture a purpose: upright for social channels, lying for a 4K screen, a sheet of A4. */
const LAYOUTS = {
  upright: {
    width: 1080,
    edge: 60,
    title: 46,
    figures: { y: 260, shares: [1, 1], gapY: 180, size: 92 },
    map: { x: 40, y: 596, width: 960, height: 420 },
    key: { x: 700, y: 620 },
    days: null,
    highlights: { y: 1036, columns: 3 },
    lists: null,
  },
  lying: {
    width: 1920,
    edge: 80,
    title: 56,
    figures: { y: 240, shares: [1, 1, 1, 1], gapY: 0, size: 104 },
    map: { x: 60, y: 436, width: 1000, height: 490 },
    key: { x: 760, y: 450 },
    days: null,
    highlights: null,
    lists: [
      { x: 1180, y: 480, width: 660, height: 200 },
      { x: 1180, y: 750, width: 660, height: 200 },
    ],
  },
  sheet: {
    width: 1240,
    edge: 76,
    title: 52,
    figures: { y: 316, shares: [0.98, 1.06, 1.38, 1.06], gapY: 0, size: 60 },
    map: { x: 56, y: 560, width: 620, height: 400 },
    key: { x: 88, y: 974 },
    days: { x: 710, y: 560, width: 454, height: 430 },
    highlights: { y: 1150, columns: 3 },
    lists: [
      { x: 76, y: 1364, width: 510, height: 230 },
      { x: 654, y: 1364, width: 510, height: 230 },
    ],
  },
} as const satisfies Readonly<Record<string, Layout>>;

/** From this on a picture is upright, or as tall as a sheet (1 : √2). */
const SHEET_RATIO = 1.35;

export function drawPoster(context: CanvasRenderingContext2D, wish: PosterWish): void {
  const { figures, words, width, height } = wish;
  const layout: Layout = LAYOUTS[width > height ? 'lying' : height / width > SHEET_RATIO ? 'sheet' : 'upright'];
  const pen = createPen(context, wish);
  const scale = width / layout.width;
  const bottom = height / scale;
  context.scale(scale, scale);
  context.fillStyle = pen.colour('--bg');
  context.fillRect(0, 0, layout.width, bottom);
  pen.write(words.pressOffice, layout.edge, 72, `400 28px ${COND}`, '--ink-2');
  pen.write(periodOf(figures), layout.width - layout.edge, 72, `400 28px ${COND}`, '--ink-2', 'right');
  const font = `600 ${layout.title}px ${PLEX}`;
  for (const [i, line] of wrapped(context, words.pressTitle, layout.width - 2 * layout.edge, font).entries()) {
    pen.write(line, layout.edge, 76 + (i + 1) * layout.title * 1.24, font);
  }
  drawFigures(pen, layout);
  drawMap(pen, layout.map);
  drawKey(pen, layout.key.x, layout.key.y);
  if (layout.days) {
    pen.write(words.byDay, layout.days.x, layout.days.y - 24, `600 30px ${COND}`);
    pen.write(words.mapTitle, layout.edge, layout.days.y - 24, `600 30px ${COND}`);
    drawDays(pen, layout.days);
  }
  if (layout.highlights) drawHighlights(pen, layout, layout.highlights);
  drawLists(pen, layout, figures);
  drawFoot(pen, layout, bottom);
}

function drawFigures({ wish, write }: Pen, { width, edge, figures: place }: Layout): void {
  const { figures, words, lang } = wish;
  const { city, wards } = figures.picture.summary;
  const onTime = city.onTimeRate[figures.variant];
  const at = wards.filter((unit) => unit.pendingOverdue > 0).length;
  const few = { fewBelow: figures.leastN };
  const blocks = [
    [words.received, wholeText(city.received, lang), `${words.dossiers}, ${periodOf(figures)}`],
    [
      words.online,
      heroText(city.onlineRate, few, lang),
      `${underText(city.onlineRate, few, lang)} ${words.receivedOf}`,
    ],
    [
      words.onTime,
      heroText(onTime, few, lang),
      `${underText(onTime, few, lang)} ${words[READING[figures.variant]]}, ${words.reading} ${figures.variant}`,
    ],
    [
      words.overdue,
      wholeText(city.pendingOverdue, lang),
      `${words.atUnits} ${at}/40 ${words.units}, ${words.endOfPeriod}`,
    ],
  ] as const;
  const columns = place.shares.length;
  const total = place.shares.reduce((sum, share) => sum + share, 0);
  const leftOf = (column: number) =>
    (place.shares.slice(0, column).reduce((sum, share) => sum + share, 0) / total) * (width - 2 * edge);
  const small = place.size < 80 ? 22 : 28;
  blocks.forEach(([title, value, under], i) => {
    const x = edge + leftOf(i % columns);
    const y = place.y + Math.floor(i / columns) * place.gapY;
    const ink = i === 3 && city.pendingOverdue > 0 ? '--act' : '--ink';
    write(title, x, y, `500 ${small + 2}px ${COND}`);
    write(value, x - 3, y + place.size * 0.94, `600 ${place.size}px ${PLEX}`, ink);
    write(under, x, y + place.size * 0.94 + small * 1.5, `400 ${small}px ${COND}`, '--ink-2');
  });
}

function drawHighlights(
  { context, wish, write }: Pen,
  { width, edge }: Layout,
  { y, columns }: NonNullable<Layout['highlights']>,
): void {
  const { figures, words, lang } = wish;
  const wide = (width - 2 * edge) / columns;
  highlightsOf(figures, words).forEach(({ title, codes, rate }, i) => {
    const x = edge + i * wide;
    const names = codes.map(wardName).join(', ');
    const alone = codes.length === 1 ? ` (${fractionOf(rate, lang)})` : '';
    write(`${percentOf(rate, lang)}`, x, y + 40, `600 44px ${PLEX}`);
    wrapped(context, `${names}${alone}`, wide - 24, `600 26px ${COND}`)
      .slice(0, 2)
      .forEach((line, n) => {
        write(line, x, y + 78 + n * 32, `600 26px ${COND}`);
      });
    const lines = wrapped(context, `${names}${alone}`, wide - 24, `600 26px ${COND}`).length;
    wrapped(context, title, wide - 24, `400 24px ${COND}`).forEach((line, n) => {
      write(line, x, y + 78 + Math.min(2, lines) * 32 + n * 30, `400 24px ${COND}`, '--ink-2');
    });
  });
}

const LISTED = 5;

function drawLists(pen: Pen, { lists }: Layout, figures: PressFigures): void {
  if (!lists) return;
  const { words } = pen.wish;
  const ranked = rankings(figures);
  const titles = [words.topOnline, `${words.topOnTime} (${words.reading} ${figures.variant})`];
  [ranked.online, ranked.onTime].forEach((rows, i) => {
    const frame = lists[i];
    if (!frame) return;
    pen.write(titles[i] ?? '', frame.x, frame.y - 16, `600 30px ${COND}`);
    drawRanks(pen, frame, rows.slice(0, LISTED));
  });
}

function drawFoot({ context, wish, write, colour }: Pen, { width, edge }: Layout, bottom: number): void {
  const { figures, words } = wish;
  const parts = [`${words.figuresTo} ${asOfText(figures)}`];
  if (figures.map.schematic) parts.push(words.schematic);
  const small = `400 ${width < 1200 ? 18 : 20}px ${COND}`;
  const definitions = wrapped(context, words.defOnline, width - 2 * edge, small);
  definitions.forEach((line, i) => {
    write(line, edge, bottom - 98 - (definitions.length - 1 - i) * 24, small, '--ink-2');
  });
  context.fillStyle = colour('--ink');
  context.fillRect(edge, bottom - 84, width - 2 * edge, 2);
  const badge = figures.simulated ? words.simulatedLong : null;
  context.font = `600 26px ${COND}`;
  const room = badge === null ? 0 : context.measureText(badge).width + 28;
  const lines = wrapped(context, parts.join(' · '), width - 2 * edge - room - 24, `400 24px ${COND}`);
  lines.forEach((line, i) => {
    write(line, edge, bottom - 46 + i * 30 - (lines.length - 1) * 4, `400 24px ${COND}`, '--ink-2');
  });
  if (badge === null) return;
  context.strokeStyle = colour('--ink');
  context.lineWidth = 2.5;
  context.strokeRect(width - edge - room, bottom - 74, room, 44);
  write(badge, width - edge - 14, bottom - 43, `600 26px ${COND}`, '--ink', 'right');
}
