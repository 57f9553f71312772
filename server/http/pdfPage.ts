import { join } from 'node:path';
import type { PdfMake } from 'pdfmake';
import { projectRoot } from '../paths';

export const PDF = 'application/pdf';

/** A piece of a page as pdfmake takes it. */
export type PdfPiece = Readonly<Record<string, unknown>> | readonly PdfPiece[];

export interface PdfPage {
  readonly title: string;
  readonly landscape: boolean;
  /** Stands at the foot of every page: as-of time, and whether the figures are simulated. */
  readonly foot: string;
  readonly content: readonly PdfPiece[];
}

// The faces of the product come in subsets: one holds the letters that only Vietnamese has, one the rest.
const FACES = ['latin', 'vietnamese'] as const;
const VIETNAMESE = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u20ab]+/g;

/** Nothing is ever fetched, and no other file of the machine is read. It is loaded with the first page that is asked for. */
async function openPdfmake(): Promise<PdfMake> {
  const { default: pdfmake } = await import('pdfmake');
  const folder = join(projectRoot(), 'node_modules', '@fontsource', 'ibm-plex-sans', 'files');
  const file = (face: string, weight: number) => join(folder, `ibm-plex-sans-${face}-${weight}-normal.woff`);
  pdfmake.setFonts(Object.fromEntries(FACES.map((face) => [face, { normal: file(face, 400), bold: file(face, 600) }])));
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder));
  return pdfmake;
}

/** Text in the product's faces: each letter from the subset that holds it. */
export function text(words: string, more: Readonly<Record<string, unknown>> = {}): PdfPiece {
  const composed = words.normalize('NFC');
  const runs: PdfPiece[] = [];
  let at = 0;
  for (const found of composed.matchAll(VIETNAMESE)) {
    if (found.index > at) runs.push({ text: composed.slice(at, found.index), font: 'latin' });
    runs.push({ text: found[0], font: 'vietnamese' });
    at = found.index + found[0].length;
  }
  if (at < composed.length) runs.push({ text: composed.slice(at), font: 'latin' });
  return { text: runs, ...more };
}

const INK_2 = '#414b53';
const MARGIN = 42;
export const LINE = '#c9cdd0';
export const A4 = { width: 595.28, height: 841.89, margin: MARGIN } as const;

/** A4 pages with real text; each carries what its figures speak for, and its number. */
export async function pdfOf({ title, landscape, foot, content }: PdfPage): Promise<Uint8Array<ArrayBuffer>> {
  const pdfmake = await openPdfmake();
  const definition = {
    pageSize: 'A4',
    pageOrientation: landscape ? 'landscape' : 'portrait',
    pageMargins: [MARGIN, 40, MARGIN, 44],
    info: { title, creator: 'Huế IOC' },
    language: 'vi-VN',
    defaultStyle: { font: 'latin', fontSize: 11, lineHeight: 1.25 },
    footer: (page: number, pages: number) => ({
      margin: [MARGIN, 10, MARGIN, 0],
      columns: [
        text(foot, { fontSize: 8, color: INK_2 }),
        text(`${page}/${pages}`, { fontSize: 8, color: INK_2, alignment: 'right', width: 40 }),
      ],
    }),
    content,
  };
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer());
}
