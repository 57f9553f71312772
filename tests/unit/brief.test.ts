import { describe, expect, test } from 'vitest';
import { type BriefInput, composeBrief } from '../../shared/brief/composeBrief';
import { periodText } from '../../shared/brief/periodText';
import { COUNTER_SLOTS, COUNTERS } from '../../shared/counters';
import { periodFigures } from '../../shared/summary';
import { at } from '../support/histories';

const NOTHING = new Float64Array(COUNTER_SLOTS);
const figures = (online: number, direct: number, good: number, late = 0, overdue = 0) => {
  const end = new Float64Array(COUNTER_SLOTS);
  end[COUNTERS.receivedOnline] = online;
  end[COUNTERS.receivedDirect] = direct;
  end[COUNTERS.resolvedOnTime] = good;
  end[COUNTERS.resolvedLate] = late;
  end[COUNTERS.pendingOverdue] = overdue;
  return periodFigures(NOTHING, end);
};
const NAMES = ['Một', 'Hai', 'Ba', 'Bốn', 'Năm'];
const unit = (i: number, f: ReturnType<typeof figures>) => ({ code: String(i), ...f });
const brief = (more: Partial<BriefInput>) =>
  composeBrief({
    from: '2025-07-01',
    to: '2025-07-14',
    city: figures(80, 20, 90, 10, 3),
    wards: [unit(0, figures(40, 10, 45, 5, 3)), unit(1, figures(40, 10, 45, 5))],
    lastDay: null,
    variant: 'C',
    leastN: 30,
    nameOf: (code) => `xã ${NAMES[Number(code)]}`,
    asOf: at('14/7 17:30'),
    sources: ['Hồ sơ thành phố'],
    simulated: false,
    ...more,
  });

describe('periodText', () => {
  test.each([
    ['2025-07-01', '2025-07-14', 'tính từ ngày 1 - 14/7'],
    ['2025-06-15', '2025-07-14', 'tính từ ngày 15/6 - 14/7'],
    ['2025-12-15', '2026-01-14', 'tính từ ngày 15/12/2025 - 14/1/2026'],
    ['2025-07-14', '2025-07-14', 'trong ngày 14/7'],
  ])('%s … %s', (from, to, text) => expect(periodText(from, to)).toBe(text));
});

describe('the brief', () => {
  test('says received and resolved apart, each rate with its fraction and the name of its denominator', () => {
    const { text } = brief({});
    expect(text).toContain('đã tiếp nhận 100 hồ sơ thủ tục hành chính tại 2 xã, phường');
    expect(text).toContain(
      'trực tuyến đạt 80% (80/100 hồ sơ); đã giải quyết 100 hồ sơ, tỷ lệ đúng hạn đạt 90% (90/100 hồ sơ trên số tiếp nhận)',
    );
    expect(text).toContain('Còn 3 hồ sơ quá hạn đang xử lý tại 1 đơn vị.');
    expect(text).toContain('Số liệu đến 17:30 ngày 14/07/2025, nguồn: Hồ sơ thành phố.');
    expect(brief({ variant: 'A' }).text).toContain('hồ sơ đã giải quyết)');
    expect(brief({ simulated: true }).text).toContain('DỮ LIỆU MÔ PHỎNG');
  });

  test('equals are named together, up to three; then how many more', () => {
    expect(brief({}).text).toContain(
      'Nổi bật, xã Một và xã Hai cùng đạt tỷ lệ nộp trực tuyến cao nhất với 80%, trong khi',
    );
    const five = Array.from({ length: 5 }, (_, i) => unit(i, figures(30, 0, 30)));
    expect(brief({ wards: five }).text).toContain('xã Một, xã Hai, xã Ba và 2 đơn vị khác cùng đạt');
  });

  test('one of one does not lead, and nobody is named when nobody has enough', () => {
    const wards = [unit(0, figures(1, 0, 1)), unit(1, figures(31, 9, 30, 10))];
    expect(brief({ wards }).text).toContain('xã Hai đạt tỷ lệ nộp trực tuyến cao nhất với 77,5% (31/40 hồ sơ)');
    expect(brief({ wards: [unit(0, figures(1, 0, 1))] }).text).not.toContain('Nổi bật');
  });

  test('an empty period and an empty day say so; nothing is divided by nothing', () => {
    const none = figures(0, 0, 0);
    const { text, facts } = brief({
      city: none,
      wards: [unit(0, none)],
      lastDay: { city: none, wards: [unit(0, none)] },
    });
    expect(text).toContain('chưa tiếp nhận hồ sơ nào; chưa giải quyết xong hồ sơ nào.');
    expect(text).toContain('Riêng ngày 14/7, thành phố không tiếp nhận hồ sơ nào.');
    expect(text).toContain('Không còn hồ sơ quá hạn đang xử lý.');
    expect(text).not.toMatch(/NaN|—|%/);
    expect(facts).toEqual([]);
  });

  test('never 100% while something is missing; every number of the text is one of the facts', () => {
    const { text, facts } = brief({
      city: figures(99_999, 1, 99_999, 1),
      wards: [unit(0, figures(99_999, 1, 99_999, 1))],
    });
    expect(text).toContain('99,99% (99.999/100.000 hồ sơ)');
    for (const fact of facts) expect(text).toContain(fact.shown);
    expect(facts.find((fact) => fact.key === 'onlineRate')).toMatchObject({
      num: 99_999,
      den: 100_000,
      value: 0.99999,
    });
  });
});

/** The whole text, word for word: a change of it is a change of what the city says, and is looked at. */
describe('golden texts', () => {
  const none = figures(0, 0, 0);
  const five = Array.from({ length: 5 }, (_, i) => unit(i, figures(30, 0, 30)));
  const golden: readonly (readonly [name: string, more: Partial<BriefInput>])[] = [
    ['ties', { city: figures(150, 0, 150), wards: five }],
    ['small n', { city: figures(32, 9, 31, 10), wards: [unit(0, figures(1, 0, 1)), unit(1, figures(31, 9, 30, 10))] }],
    [
      'an empty day',
      { from: '2025-07-13', to: '2025-07-13', city: none, wards: [unit(0, none)], asOf: at('14/7 00:00') },
    ],
    [
      'a holiday at the end',
      {
        from: '2025-08-28',
        to: '2025-09-02',
        lastDay: { city: none, wards: [unit(0, none)] },
        asOf: at('3/9 07:30'),
      },
    ],
    [
      'the reporting month',
      {
        from: '2025-06-15',
        to: '2025-07-14',
        variant: 'A',
        lastDay: { city: figures(30, 10, 20), wards: [unit(0, figures(30, 10, 20))] },
        simulated: true,
      },
    ],
  ];
  test.each(golden)('%s', async (name, more) => {
    await expect(`${brief(more).text}\n`).toMatchFileSnapshot(`../golden/brief ${name}.txt`);
  });

  test('received and resolved are never one verb, in none of them', () => {
    for (const [, more] of golden) expect(brief(more).text).not.toMatch(/tiếp nhận (và|,)? ?giải quyết/);
  });

  test('the pieces make up the text, and every number of a sentence is locked', () => {
    for (const [name, more] of golden) {
      const { text, parts, facts } = brief(more);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      const words = parts.filter((part) => part.fact === null).map((part) => part.text);
      // Days stand in words; what counts dossiers or units does not.
      for (const piece of words)
        expect(piece.replace(/\d+( - \d+)?(\/\d+)+( - \d+(\/\d+)+)?|\d\d:\d\d/g, ''), name).not.toMatch(/\d/);
      for (const part of parts) if (part.fact !== null) expect(facts[part.fact], name).toBeDefined();
    }
  });
});
