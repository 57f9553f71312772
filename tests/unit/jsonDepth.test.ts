import { describe, expect, test } from 'vitest';
import { createRandom } from '../../server/demo/cityRandom';
import { isDeep, isDeepValue, MAX_DEPTH, parseJson, withoutDeepReports } from '../../server/jsonDepth';

type Random = ReturnType<typeof createRandom>;
const SEEDS = 400;

/** Levels of a value, by the plain definition; for tests, whose values are far from any stack's end. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

const TEXTS = ['', 'data', '[[[[', '}]}]', '"', '\\', '\\"', '"[{', 'Huế', '\u0000', ',', ':'];

/** Some value of about so many levels, with brackets and quotation marks in its texts and keys. */
function nested(random: Random, levels: number): unknown {
  if (levels <= 0) return random.pick([null, 1, true, ...TEXTS]);
  const inner = nested(random, levels - 1);
  const other = () => random.pick([null, 7, [], {}, ['}'], { '[': [{}] }, ...TEXTS]);
  if (random.chance(0.5)) return random.shuffle([inner, ...Array.from({ length: random.whole(0, 2) }, other)]);
  return { [random.pick(TEXTS)]: other(), [`k${random.pick(TEXTS)}`]: inner };
}

function around(random: Random): number {
  return random.pick([1, 3, MAX_DEPTH - 2, MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 3 * MAX_DEPTH]);
}

describe('depth', () => {
  test(`of a text and of its value are what the plain definition says (${SEEDS} seeds)`, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = createRandom(seed);
      const value = nested(random, around(random));
      const text = JSON.stringify(value, null, random.pick([0, 2]));
      const expected = depthOf(value) > MAX_DEPTH;
      expect(isDeep(text), `seed ${seed}`).toBe(expected);
      expect(isDeepValue(value), `seed ${seed}`).toBe(expected);
      expect(parseJson(text), `seed ${seed}`).toEqual(expected ? { ok: false, deep: true } : { ok: true, value });
    }
  });

  test(`deep reports are cut out of a list and of an envelope, each by itself, and nothing else changes (${SEEDS} seeds)`, () => {
    let cut = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = createRandom(seed * 7);
      const reports = Array.from({ length: random.whole(0, 6) }, () =>
        random.chance(0.8) ? { report: nested(random, around(random) - 1) } : nested(random, random.whole(0, 5)),
      );
      const isReport = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one);
      const isTooDeep = (one: unknown) => isReport(one) && depthOf(one) > MAX_DEPTH;
      const shallow = reports.map((one) => (isTooDeep(one) ? null : one));
      const envelope = { session: 'data', other: ['data', { data: [{}] }], data: reports, last: nested(random, 3) };
      for (const [at, body, expected] of [
        ['list', reports, shallow],
        ['data', envelope, { ...envelope, data: shallow }],
      ] as const) {
        const found = withoutDeepReports(JSON.stringify(body, null, random.pick([0, 1])), at);
        if (!found.ok) throw new Error(`seed ${seed}: refused`);
        expect(JSON.parse(found.text), `seed ${seed} ${at}`).toEqual(expected);
        expect([...found.deep.keys()], `seed ${seed} ${at}`).toEqual(
          [...shallow.keys()].filter((i) => isTooDeep(reports[i])),
        );
        for (const [i, text] of found.deep) expect(JSON.parse(text), `seed ${seed} ${at}`).toEqual(reports[i]);
        cut += found.deep.size;
      }
    }
    expect(cut).toBeGreaterThan(SEEDS);
  });

  test('of tens of thousands of levels is judged without recursion', () => {
    const deep = '['.repeat(60_000) + ']'.repeat(60_000);
    const objects = `${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}`;
    expect([isDeep(deep), isDeep(objects)]).toEqual([true, true]);
    expect(withoutDeepReports(deep, 'list')).toEqual({ ok: false, outside: true });
    expect(withoutDeepReports(`[[],{"x":${deep}},${objects},{}]`, 'list')).toMatchObject({ text: '[[],null,null,{}]' });
    expect(withoutDeepReports(`{"data":[{"x":${deep}},{}],"y":${deep}}`, 'data')).toEqual({ ok: false, outside: true });
    expect(withoutDeepReports(`{"x":1,"d\\u0061ta":[${objects}]}`, 'data')).toMatchObject({
      text: '{"x":1,"d\\u0061ta":[null]}',
    });
    // Cut off within a report: no JSON, and not for its depth.
    expect(withoutDeepReports(`[{"x":${'['.repeat(60_000)}`, 'list')).toEqual({ ok: false, outside: false });
  });

  test('the hundredth level is taken, the hundred-and-first is not: a report counts from its own braces', () => {
    const report = (levels: number) => `{"x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
    const found = withoutDeepReports(`[${report(MAX_DEPTH)},${report(MAX_DEPTH + 1)}]`, 'list');
    expect(found).toMatchObject({ ok: true, text: `[${report(MAX_DEPTH)},null]` });
    expect([isDeep(report(MAX_DEPTH)), isDeep(report(MAX_DEPTH + 1))]).toEqual([false, true]);
  });
});
