import { inflateSync } from 'node:zlib';

/**
 * An independent reader of PDF files: the text of each page, by the maps from glyphs to letters that the file itself
 * brings (ISO 32000-1, 9.10). It knows what our files need: one stream a page, hexadecimal strings, no encryption.
 */
export function pdfPages(bytes: Uint8Array): readonly string[] {
  const file = Buffer.from(bytes).toString('latin1');
  if (!file.startsWith('%PDF-')) throw new Error('this is no PDF');
  const objects = new Map<number, string>();
  for (const [, number = '', body = ''] of file.matchAll(/(?:^|[\r\n])(\d+) 0 obj\b([\s\S]*?)\bendobj/g)) {
    objects.set(Number(number), body);
  }
  const object = (reference: string | undefined) => objects.get(Number(reference)) ?? '';
  const refer = (body: string, name: string) => new RegExp(`/${name} (\\d+) 0 R`).exec(body)?.[1];
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b/.test(body));
  return pages.map((page) => {
    const resources = object(refer(page, 'Resources')) || page;
    const fontsOf = /\/Font <<([\s\S]*?)>>/.exec(resources)?.[1] ?? '';
    const fonts = new Map(
      [...fontsOf.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', reference]) => [
        name,
        lettersOf(streamOf(object(refer(object(reference), 'ToUnicode')))),
      ]),
    );
    return textOf(streamOf(object(refer(page, 'Contents'))), fonts);
  });
}

function streamOf(body: string): string {
  const raw = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(body)?.[1] ?? '';
  const bytes = Buffer.from(raw, 'latin1');
  return (body.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

/** Glyph → letters, from a ToUnicode map. */
function lettersOf(map: string): ReadonlyMap<number, string> {
  const letters = new Map<number, string>();
  const decode = (hex: string) => {
    const units = (hex.replace(/\s/g, '').match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16));
    return String.fromCharCode(...units);
  };
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', , list = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*\[([^\]]*)\]/g)) {
      [...list.matchAll(/<([\w\s]*)>/g)].forEach(([, hex = ''], i) => {
        letters.set(Number.parseInt(from, 16) + i, decode(hex));
      });
    }
  }
  return letters;
}

/** Text in the order it is drawn; pieces on other lines or columns are parted by a space where the file has one. */
function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let letters: ReadonlyMap<number, string> = new Map();
  let text = '';
  let line = '';
  for (const [piece, font, matrix, strings] of content.matchAll(
    /\/(\w+) [\d.]+ Tf|1 0 0 1 ([-\d.]+ [-\d.]+) Tm|\[([^\]]*)\] TJ/g,
  )) {
    if (font !== undefined) letters = fonts.get(font) ?? letters;
    else if (matrix !== undefined) {
      const [, y = ''] = matrix.split(' ');
      if (y !== line && text !== '') text += '\n';
      line = y;
    } else if (strings !== undefined) {
      for (const [, hex = ''] of strings.matchAll(/<(\w+)>/g)) {
        for (const glyph of hex.match(/.{4}/g) ?? []) text += letters.get(Number.parseInt(glyph, 16)) ?? '\ufffd';
      }
    } else throw new Error(piece);
  }
  return text;
}
