import { AlignmentType, Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import type { Brief } from '../../shared/brief/composeBrief';
import { prosePercent } from '../../shared/period/compare';
import type { CellValue } from '../../shared/periodTable/columns';
import type { PeriodTable } from '../../shared/periodTable/periodTable';
import { rate } from '../../shared/rates';
import { shown } from './briefPdf';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export interface BriefFile {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Which columns of the table go with the text, by their titles: a page has no room for all. */
  readonly columns: readonly string[];
  readonly table: PeriodTable;
}

const FONT = 'Times New Roman';
/** Half points; 14 pt is the size of administrative documents (Nghị định 30/2020/NĐ-CP, Phụ lục I). */
const TEXT = 28;
const SMALL = 20;
const MM = 56.7;

/** The brief as a document that the press office goes on working with: text, then a table of the 40 units. */
export async function briefDocx({ title, paragraphs, columns, table }: BriefFile): Promise<Uint8Array<ArrayBuffer>> {
  const places = columns.map((column) => table.head.indexOf(column)).filter((place) => place >= 0);
  const run = (text: string, size: number, bold = false) => new TextRun({ text, size, bold, font: FONT });
  const cell = (text: string, bold: boolean, right: boolean) =>
    new TableCell({
      children: [
        new Paragraph({
          alignment: right ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [run(text, SMALL, bold)],
        }),
      ],
      margins: { left: 60, right: 60 },
    });
  const row = (cells: readonly CellValue[], bold: boolean, header = false) =>
    new TableRow({
      tableHeader: header,
      cantSplit: true,
      children: places.map((place, i) => {
        const value = cells[place];
        return cell(shown(value), bold, i > 0);
      }),
    });
  const document = new Document({
    title,
    sections: [
      {
        properties: { page: { margin: { top: 20 * MM, bottom: 20 * MM, left: 30 * MM, right: 15 * MM } } },
        children: [
          new Paragraph({ spacing: { after: 240 }, children: [run(title, 32, true)] }),
          ...paragraphs.map(
            (text) =>
              new Paragraph({
                alignment: AlignmentType.JUSTIFIED,
                spacing: { after: 160, line: 320 },
                children: [run(text, TEXT)],
              }),
          ),
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            rows: [row(table.head, true, true), ...table.rows.map((cells, i) => row(cells, i === 0))],
          }),
          ...table.notes
            .filter(([name]) => name === 'Lưu ý' || columns.includes(name))
            .map(([name, text]) => new Paragraph({ spacing: { before: 60 }, children: [run(`${name}: ${text}`, 18)] })),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/**
 * Numbers of an edited text that its source does not hold: words may be changed, numbers may not. A rate of the source may
 * also be written rounded to a whole number.
 */
export function foreignNumbers(edited: string, source: Pick<Brief, 'text' | 'facts'>): readonly string[] {
  const numbers = (text: string) => text.match(/\d+(?:[.,]\d+)*%?/g) ?? [];
  const rounded = source.facts.flatMap(({ num, den }) =>
    num === null || den === null ? [] : [prosePercent(rate(num, den), 0, 'vi')],
  );
  const known = new Set([...numbers(source.text), ...rounded]);
  return numbers(edited).filter((number) => !known.has(number));
}
