import { describe, expect, test } from 'vitest';
import { conditionText } from '../../client/board/conditionTexts';
import { isForWalls } from '../../client/board/useConditions';
import { CONDITIONS_EN, STORAGE_EN } from '../../client/ui/words/enConditions';
import { CONDITIONS_VI, STORAGE_VI } from '../../client/ui/words/viConditions';
import { CONDITION_KINDS, type ServerCondition } from '../../shared/conditions';
import { dayOf } from '../../shared/localTime';
import { at } from '../support/histories';

const VI = { lang: 'vi', words: CONDITIONS_VI, storage: STORAGE_VI } as const;
const EN = { lang: 'en', words: CONDITIONS_EN, storage: STORAGE_EN } as const;
const TODAY = dayOf(at('14/7 12:00'));
const full = { kind: 'storage', since: '2025-07-14T10:21:30+07:00', fault: 'full' } as const;
const clock = {
  kind: 'clock',
  since: '2025-07-14T10:21:30+07:00',
  expected: '2025-07-14T10:21:30+07:00',
  found: '2025-07-15T18:40:11+07:00',
} as const;
const over = { kind: 'calendar-ends', lastDay: '2026-11-24', over: true } as const;
const ends = { ...over, over: false } as const;
const differs = { kind: 'calendar-differs', dossiers: 1204 } as const;
const unknown = { kind: 'unknown-units', codes: ['19755', '20999'] } as const;
const sentence = (condition: ServerCondition, words: typeof VI | typeof EN = VI) => {
  const { said, more, advice } = conditionText(condition, TODAY, words);
  return `${said}${more}. ${advice}`;
};

describe('what is wrong with the server, in words', () => {
  test.each([
    [full, 'Máy chủ không ghi được dữ liệu (đĩa đầy) từ 10:21. Bản tin mới đang bị từ chối, sẽ tự nhận lại khi'],
    [
      clock,
      'giờ máy chủ 18:40:11 15/7/2025, đáng lẽ 10:21:30 14/7/2025. Đồng hồ đúng thì chạy: npm run clock -- accept',
    ],
    [ends, 'Lịch làm việc chỉ có đến 24/11/2026. '],
    [over, 'Lịch làm việc chỉ có đến 24/11/2026, đã hết hạn, chỉ tính ngày nghỉ cuối tuần. '],
    [differs, '1.204 hồ sơ được tính theo lịch khác lịch đang dùng. Chạy npm run recount'],
    [
      unknown,
      '2 mã đơn vị không còn trong danh mục. Số của các mã này được đếm riêng, không cộng vào thành phố: 19755, 20999.',
    ],
  ])('%j', (condition, wanted) => {
    expect(sentence(condition)).toContain(wanted);
  });

  test('every kind says something in both languages, and what began on another day says which', () => {
    const all: readonly ServerCondition[] = [full, clock, ends, differs, unknown];
    expect(all.map(({ kind }) => kind).sort()).toEqual([...CONDITION_KINDS].sort());
    for (const condition of all) expect(sentence(condition, EN)).not.toBe(sentence(condition, VI));
    expect(conditionText(full, TODAY + 1, EN).said).toBe('The server cannot write (disk full) since 10:21 14/7/2025');
  });

  test('walls tell what makes what is shown untrue', () => {
    expect([full, clock, over].map(isForWalls)).toEqual([true, true, true]);
    expect([ends, differs, unknown].map(isForWalls)).toEqual([false, false, false]);
  });
});
