import { expect } from 'vitest';
import { ORACLE_COUNTERS, type OracleFigures } from '../../server/cli/oracle/oracle';
import type { PeriodAnswer } from '../../server/db/periods';
import type { PeriodFigures } from '../../shared/summary';
import { TEST_WARDS } from './ledgerWorld';

/** Every figure of an answer is what plain SQL counts. */
export function expectCounted(answer: PeriodAnswer, expected: ReadonlyMap<string, OracleFigures>, what: string): void {
  const compare = (figures: PeriodFigures, of: readonly string[], name: string): void => {
    for (const counter of ORACLE_COUNTERS) {
      const sum = of.reduce((total, code) => total + (expected.get(code)?.[counter] ?? 0), 0);
      expect(figures[counter], `${what}, ${name}, ${counter}`).toBe(sum);
    }
    expect(figures.unbalanced, `${what}, ${name}: D7`).toBe(0);
  };
  for (const ward of answer.wards) compare(ward, [ward.code], ward.code);
  compare(answer.cityLevel, ['00046'], 'city level');
  compare(answer.city, TEST_WARDS, 'city (D8)');
}
