import { percentText, UNKNOWN, wholeText } from '../../shared/formats';
import type { CellValue } from '../../shared/periodTable/columns';
import type { PeriodTable } from '../../shared/periodTable/periodTable';
import type { OnTimeVariant } from '../../shared/ranking';
import type { Rate } from '../../shared/rates';
import type { PeriodFigures } from '../../shared/summary';
import { A4, LINE, type PdfPiece, pdfOf, text } from './pdfPage';

/** One large figure: its name, the figure, its fraction with the denominator's name. */
export interface LargeFigure {
  readonly name: string;
  readonly value: string;
  readonly under: string;
}

export interface DayBar {
  readonly label: string;
  readonly received: number;
  readonly online: number;
}

export interface BriefPdf {
  readonly title: string;
  readonly office: string;
  readonly period: string;
  readonly figures: readonly LargeFigure[];
  readonly paragraphs: readonly string[];
  readonly days: readonly DayBar[];
  /** Which columns of the table go with the text, by their titles. */
  readonly columns: readonly string[];
  readonly table: PeriodTable;
}

const [INK_2, BAR, BAR_OTHER] = ['#414b53', '#2f6690', '#c8ced2'];
const INNER = A4.width - 2 * A4.margin;
/** More days than these are drawn without a label under each. */
const LABELLED = 31;

/** The brief as a file that can be sent on: large figures, the words as edited, the days, then the units. */
export function briefPdf({ title, office, period, figures, paragraphs, days, columns, table }: BriefPdf) {
  const places = columns.map((column) => table.head.indexOf(column)).filter((place) => place >= 0);
  return pdfOf({
    title: `${title}, ${period}`,
    landscape: false,
    foot: footOf(table),
    content: [
      {
        columns: [
          text(office, { fontSize: 10, color: INK_2 }),
          ...simulatedOf(table).map((words) => text(words, { fontSize: 10, bold: true, alignment: 'center' })),
          text(period, { fontSize: 10, color: INK_2, alignment: 'right' }),
        ],
      },
      line(6, 1.5, '#14191d'),
      text(title, { fontSize: 20, bold: true, lineHeight: 1.15, margin: [0, 10, 0, 8] }),
      line(0),
      {
        margin: [0, 8, 0, 8],
        columnGap: 10,
        columns: figures.map(({ name, value, under }) => ({
          stack: [
            text(name, { fontSize: 10 }),
            text(value, { fontSize: 22, bold: true, lineHeight: 1.05 }),
            text(under, { fontSize: 8.5, color: INK_2 }),
          ],
        })),
      },
      line(0),
      ...paragraphs.map((words) => text(words, { margin: [0, 9, 0, 0], alignment: 'left' })),
      ...chart(days),
      { ...tableOf(table, places, 8), pageBreak: 'before' } as PdfPiece,
      ...definitionsOf(table, columns),
    ],
  });
}

/** The table of a period on its own: all columns, so many to a page, each page with the names of the units. */
export function tablePdf(title: string, table: PeriodTable): Promise<Uint8Array<ArrayBuffer>> {
  const counted = table.head.map((_, place) => place).slice(3);
  const half = Math.ceil(counted.length / 2);
  return pdfOf({
    title,
    landscape: true,
    foot: footOf(table),
    content: [
      text([title, ...simulatedOf(table)].join(' · '), { fontSize: 13, bold: true, margin: [0, 0, 0, 6] }),
      tableOf(table, [1, ...counted.slice(0, half)], 6.4),
      {
        ...tableOf(table, [1, ...counted.slice(half)], 6.4),
        pageBreak: 'before',
      } as PdfPiece,
      { stack: definitionsOf(table, table.head), pageBreak: 'before' },
    ],
  });
}

const READINGS: Readonly<Record<OnTimeVariant, string>> = {
  A: 'đã giải quyết, cách A',
  B: 'theo QĐ 766, cách B',
  C: 'tiếp nhận, cách C',
};

/** The four figures of the city, each with what it is a part of. */
export function largeFigures(city: PeriodFigures, variant: OnTimeVariant): readonly LargeFigure[] {
  const percent = ({ num, den }: Rate) => (den === 0 ? UNKNOWN : `${percentText(num, den, 2, 'vi')}%`);
  const fraction = ({ num, den }: Rate) => `${wholeText(num, 'vi')}/${wholeText(den, 'vi')}`;
  const onTime = city.onTimeRate[variant];
  const pending = city.pendingInTime + city.pendingOverdue;
  return [
    { name: 'Tiếp nhận', value: wholeText(city.received, 'vi'), under: 'hồ sơ' },
    { name: 'Nộp trực tuyến', value: percent(city.onlineRate), under: `${fraction(city.onlineRate)} tiếp nhận` },
    { name: 'Đúng hạn', value: percent(onTime), under: `${fraction(onTime)} ${READINGS[variant]}` },
    {
      name: 'Quá hạn đang xử lý',
      value: wholeText(city.pendingOverdue, 'vi'),
      under: `${wholeText(city.pendingOverdue, 'vi')}/${wholeText(pending, 'vi')} đang xử lý, cuối kỳ`,
    },
  ];
}

function line(above: number, width = 0.75, color: string = LINE): PdfPiece {
  return { margin: [0, above, 0, 0], table: { widths: ['*'], body: [['']] }, layout: ruleOf(width, color) };
}

function ruleOf(width: number, color: string) {
  return {
    hLineWidth: (row: number) => (row === 0 ? width : 0),
    vLineWidth: () => 0,
    hLineColor: () => color,
    paddingTop: () => 0,
    paddingBottom: () => 0,
  };
}

/** A number as it is read, not as a spreadsheet takes it. */
export function shown(value: CellValue | undefined): string {
  if (value === null || value === undefined) return UNKNOWN;
  return typeof value === 'number' ? wholeText(value, 'vi') : value;
}

function tableOf(table: PeriodTable, places: readonly number[], fontSize: number): Record<string, unknown> {
  const cell = (value: CellValue | undefined, isName: boolean, bold: boolean) =>
    text(shown(value), {
      alignment: isName ? 'left' : 'right',
      fontSize,
      bold,
      lineHeight: 1,
    });
  const row = (cells: readonly CellValue[], bold: boolean) =>
    places.map((place, i) => cell(cells[place], i === 0, bold));
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: places.map((_, i) => (i === 0 ? 'auto' : '*')),
      body: [row(table.head, true), ...table.rows.map((cells, i) => row(cells, i === 0))],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0,
      hLineColor: () => LINE,
      paddingTop: () => fontSize / 5,
      paddingBottom: () => fontSize / 9,
      paddingLeft: () => 2,
      paddingRight: () => 2,
    },
  };
}

function definitionsOf({ notes }: PeriodTable, columns: readonly string[]): readonly PdfPiece[] {
  return notes
    .filter(([name]) => columns.includes(name))
    .map(([name, meaning]) => text(`${name}: ${meaning}`, { fontSize: 8, color: INK_2, margin: [0, 3, 0, 0] }));
}

/** What figures that are not real must say beside every title. */
function simulatedOf({ notes }: PeriodTable): readonly string[] {
  return notes.flatMap(([name, said]) => (name === 'Lưu ý' ? [said] : []));
}

function footOf({ notes }: PeriodTable): string {
  return notes
    .filter(([name]) => name === 'Lưu ý' || name === 'Kỳ' || name === 'Số liệu đến')
    .map(([name, said]) => (name === 'Lưu ý' ? said : `${name} ${said}`))
    .join(' · ');
}

const CHART = { height: 120, top: 6 };

/** Received by day, online within: drawn, with the days as text below. */
function chart(days: readonly DayBar[]): readonly PdfPiece[] {
  if (days.length < 2) return [];
  const most = Math.max(1, ...days.map((day) => day.received));
  const wide = INNER / days.length;
  const bar = (i: number, count: number, fill: string) => {
    const height = (count / most) * (CHART.height - CHART.top);
    return `<rect x="${i * wide + wide * 0.12}" y="${CHART.height - height}" width="${wide * 0.76}" height="${height}" fill="${fill}"/>`;
  };
  const drawn = days.map((day, i) => bar(i, day.received, BAR_OTHER) + bar(i, day.online, BAR)).join('');
  const labels = days.map((day) => (days.length <= LABELLED ? day.label : ''));
  const best = days.reduce((a, b) => (b.received > a.received ? b : a));
  return [
    text('Tiếp nhận theo ngày (màu đậm: trực tuyến)', { bold: true, fontSize: 11, margin: [0, 14, 0, 4] }),
    { svg: `<svg viewBox="0 0 ${INNER} ${CHART.height}">${drawn}</svg>`, width: INNER },
    {
      columnGap: 0,
      columns: labels.map((label) => text(label, { fontSize: 7.5, alignment: 'center', width: wide })),
    },
    text(`Cao nhất: ${wholeText(best.received, 'vi')} hồ sơ ngày ${best.label}.`, { fontSize: 9, color: INK_2 }),
  ];
}
