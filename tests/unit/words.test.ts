import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CATALOGUES, missingWords } from '../../client/ui/words/complete';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const text = (file: string) => readFileSync(`${ROOT}/${file}`, 'utf8');

describe('the catalogues of words', () => {
  test('both languages say everything, in NFC', () => {
    expect(missingWords(CATALOGUES)).toEqual([]);
    for (const [name, [vi, en]] of Object.entries(CATALOGUES)) {
      for (const word of [...Object.values(vi), ...Object.values(en)]) expect(word.normalize('NFC'), name).toBe(word);
    }
  });

  test('a word that one language lacks is named', () => {
    expect(
      missingWords({
        some: [
          { a: 'một', b: 'hai' },
          { a: 'one', b: ' ', c: 'three' },
        ],
      }),
    ).toEqual(['some.b is missing in English', 'some.c is missing in Vietnamese']);
  });

  test('every file of words is in the list that the build checks', () => {
    const listed = text('client/ui/words/complete.ts');
    const files = readdirSync(`${ROOT}/client/ui/words`).filter((file) => /^(vi|en)/.test(file));
    expect(files.filter((file) => !listed.includes(`'./${file}'`))).toEqual([]);
  });

  test('no component says Vietnamese by itself: every string stands in a catalogue', () => {
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'client'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
      .split('\n')
      .filter((file) => file.endsWith('.tsx'));
    const marked = /[ạảãầấẩẫậăằắẳẵặẹẻẽềếểễệịỉĩọỏốồổỗộơờớởỡợụủũưừứửữựỳỵỷỹđ]/iu;
    // Comments name scenes by their Vietnamese name; `phường` is a value of the reference data, names of wards are too.
    const allowed = /'phường'|'xã'|phường:|Chân Mây|A Lưới|document\.fonts|^\s*(\/\/|\*|\/\*)/;
    const said = files.flatMap((file) =>
      text(file)
        .split('\n')
        .filter((line) => marked.test(line) && !allowed.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(said).toEqual([]);
  });
});
