import { type Lang, percentText, wholeText } from '../../../shared/formats';
import type { Rate } from '../../../shared/rates';
import type { Thresholds } from '../../../shared/tones';
import { wardName } from '../../board/reference';
import { CITY_BOX, drawPaths, fitTo, readGeometry } from '../../map/geometry';
import type { PresentWord } from '../../ui/words/present';
import { READING } from '../present/BigFigures';
import { asOfText, classOf, ladder, type PressFigures, periodOf, rankings } from './pressFigures';

export interface PosterWish {
  readonly figures: PressFigures;
  readonly words: Readonly<Record<PresentWord, string>>;
  readonly lang: Lang;
  readonly limits: Thresholds;
  readonly width: number;
  readonly height: number;
}

/** Drawn in units of a picture 1080 wide, upright, or 1920 wide, lying. */
const LAYOUTS = {
  upright: {
    width: 1080,
    title: 46,
    figures: { y: 270, columns: 2, gapY: 190, size: 92 },
    map: { x: 60, y: 640, width: 960, height: 410 },
    best: { x: 60, y: 1105 },
  },
  lying: {
    width: 1920,
    title: 56,
    figures: { y: 250, columns: 4, gapY: 0, size: 104 },
    map: { x: 80, y: 430, width: 1120, height: 500 },
    best: { x: 1280, y: 480 },
  },
} as const;

const EDGE = { upright: 60, lying: 80 } as const;

export function drawPoster(context: CanvasRenderingContext2D, wish: PosterWish): void {
  const { figures, words, lang, width, height } = wish;
  const shape = width > height ? 'lying' : 'upright';
  const layout = LAYOUTS[shape];
  const edge = EDGE[shape];
  const style = getComputedStyle(document.documentElement);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  const scale = width / layout.width;
  const bottom = height / scale;
  context.scale(scale, scale);
  context.fillStyle = colour('--bg');
  context.fillRect(0, 0, layout.width, bottom);
  const write = (text: string, x: number, y: number, font: string, ink = '--ink'): void => {
    context.font = font;
    context.fillStyle = colour(ink);
    context.fillText(text, x, y);
  };
  write(words.pressOffice, edge, 70, '400 28px "Plex Cond"', '--ink-2');
  const titleFont = `600 ${layout.title}px "Plex"`;
  for (const [i, line] of wrapped(context, words.pressTitle, layout.width - 2 * edge, titleFont).entries()) {
    write(line, edge, 70 + (i + 1) * layout.title * 1.25, titleFont);
  }
  const { city } = figures.picture.summary;
  const onTime = city.onTimeRate[figures.variant];
  const percent = ({ num, den }: Rate) => `${percentText(num, den, 2, lang)}%`;
  const fraction = ({ num, den }: Rate) => `${wholeText(num, lang)}/${wholeText(den, lang)}`;
  const blocks = [
    [words.received, wholeText(city.received, lang), `${words.dossiers}, ${periodOf(figures)}`],
    [words.online, percent(city.onlineRate), `${fraction(city.onlineRate)} ${words.receivedOf}`],
    [
      words.onTime,
      percent(onTime),
      `${fraction(onTime)} ${words[READING[figures.variant]]}, ${words.reading} ${figures.variant}`,
    ],
    [words.overdue, wholeText(city.pendingOverdue, lang), words.endOfPeriod],
  ] as const;
  const columnWidth = (layout.width - 2 * edge) / layout.figures.columns;
  blocks.forEach(([title, value, under], i) => {
    const x = edge + (i % layout.figures.columns) * columnWidth;
    const y = layout.figures.y + Math.floor(i / layout.figures.columns) * layout.figures.gapY;
    write(title, x, y, '500 30px "Plex Cond"');
    write(
      value,
      x - 3,
      y + layout.figures.size * 0.94,
      `600 ${layout.figures.size}px "Plex"`,
      i === 3 ? '--act' : '--ink',
    );
    write(under, x, y + layout.figures.size * 0.94 + 42, '400 28px "Plex Cond"', '--ink-2');
  });
  drawMap(context, wish, layout.map, colour);
  const { rows, columns } = ladder(wish.limits);
  const cell = { width: 62, height: 26, gap: 4 };
  // Over the sea, where the map leaves room.
  const legend = { x: layout.map.x + layout.map.width - 290, y: layout.map.y + 70 };
  write(`${words.onTime} A ↓ ${words.onlineWord} →, %`, legend.x, legend.y - 46, '400 22px "Plex Cond"', '--ink-2');
  for (const [i, { text }] of columns.entries()) {
    write(text, legend.x + 90 + i * (cell.width + cell.gap), legend.y - 12, '400 22px "Plex Cond"', '--ink-2');
  }
  for (const [i, { row, text }] of rows.entries()) {
    const y = legend.y + i * (cell.height + cell.gap);
    write(text, legend.x, y + 21, '400 22px "Plex Cond"', '--ink-2');
    for (const { column } of columns) {
      context.fillStyle = colour(`--bi-${row}${column}`);
      context.fillRect(legend.x + 90 + column * (cell.width + cell.gap), y, cell.width, cell.height);
    }
  }
  const { online, onTime: timely } = rankings(figures);
  const best = [
    [words.topOnline, online[0]],
    [words.topOnTime, timely[0]],
  ] as const;
  best.forEach(([title, one], i) => {
    if (!one) return;
    const x = layout.best.x + (shape === 'upright' ? i * columnWidth : 0);
    const y = layout.best.y + (shape === 'upright' ? 0 : i * 190);
    write(title, x, y, '500 28px "Plex Cond"', '--ink-2');
    write(wardName(one.code), x, y + 46, '600 42px "Plex"');
    write(`${percent(one.rate)} (${fraction(one.rate)})`, x, y + 88, '400 30px "Plex Cond"');
  });
  if (figures.simulated) write(words.simulatedLong, edge, bottom - 96, '600 32px "Plex Cond"');
  write(
    `${words.figuresTo} ${asOfText(figures)}. ${figures.map.schematic ? `${words.schematic}.` : ''}`,
    edge,
    bottom - 52,
    '400 26px "Plex Cond"',
    '--ink-2',
  );
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawMap(
  context: CanvasRenderingContext2D,
  wish: PosterWish,
  frame: Frame,
  colour: (token: string) => string,
): void {
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

function wrapped(context: CanvasRenderingContext2D, text: string, room: number, font: string): readonly string[] {
  context.font = font;
  return text.split(' ').reduce<string[]>((lines, word) => {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && context.measureText(longer).width <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
    return lines;
  }, []);
}
