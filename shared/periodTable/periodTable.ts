import { clockText } from '../formats';
import { dayOf, formatDay } from '../localTime';
import type { PeriodFigures } from '../summary';
import { CITY_LEVEL_CODE, type Ward } from '../wards';
import { type CellValue, PERIOD_COLUMNS } from './columns';

export interface PeriodTableInput {
  readonly from: string;
  readonly to: string;
  readonly asOf: number;
  readonly city: PeriodFigures;
  readonly cityLevel: PeriodFigures;
  readonly wards: readonly (PeriodFigures & { readonly code: string })[];
  readonly about: readonly Pick<Ward, 'code' | 'name' | 'kind'>[];
  readonly simulated: boolean;
}

/** The figures of a period as a table that stands on its own: one row a unit, then what it speaks for and means. */
export interface PeriodTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
  /** Period, as-of time and definitions, a pair a line. */
  readonly notes: readonly (readonly [string, string])[];
}

export function periodTable(input: PeriodTableInput): PeriodTable {
  const cells = (figures: PeriodFigures) => PERIOD_COLUMNS.map((column) => column.of(figures));
  const names = new Map(input.about.map((ward) => [ward.code, ward]));
  const day = formatDay(dayOf(input.asOf)).split('-').reverse().join('/');
  return {
    head: ['Mã', 'Đơn vị', 'Loại', ...PERIOD_COLUMNS.map((column) => column.title)],
    rows: [
      ['', 'Toàn thành phố', `${input.about.length} đơn vị`, ...cells(input.city)],
      ...input.wards.map((ward) => {
        const about = names.get(ward.code);
        return [ward.code, about?.name ?? ward.code, about?.kind ?? '', ...cells(ward)];
      }),
      [CITY_LEVEL_CODE, 'Cấp thành phố (không nằm trong tổng)', '', ...cells(input.cityLevel)],
    ],
    notes: [
      ...(input.simulated ? ([['Lưu ý', 'DỮ LIỆU MÔ PHỎNG']] as const) : []),
      ['Kỳ', `${input.from} – ${input.to}`],
      ['Số liệu đến', `${clockText(input.asOf)} ${day}`],
      ...PERIOD_COLUMNS.map((column) => [column.title, column.definition] as const),
    ],
  };
}
