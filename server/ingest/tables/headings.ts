/** Columns of tables by what they mean; each can be called by its canonical name and by the headings that offices use. */
export const COLUMNS = {
  id: ['mã bản ghi', 'id bản ghi'],
  occurredAt: ['thời điểm', 'thời điểm xử lý', 'ngày cập nhật', 'thời điểm cập nhật', 'ngày xử lý'],
  dossierNo: ['mã hồ sơ', 'số hồ sơ', 'mã số hồ sơ', 'MaHoSo'],
  unit: [
    'wardCode',
    'agencyCode',
    'mã đơn vị',
    'đơn vị',
    'đơn vị xử lý',
    'đơn vị tiếp nhận',
    'phường xã',
    'xã phường',
    'mã xã',
    'mã phường xã',
    'mã định danh đơn vị',
    'DonViXuLy',
  ],
  procedureCode: ['mã thủ tục', 'mã TTHC', 'mã thủ tục hành chính'],
  fieldCode: ['mã lĩnh vực'],
  channel: ['kênh', 'kênh nộp', 'kênh tiếp nhận', 'kênh thực hiện', 'hình thức nộp', 'hình thức tiếp nhận'],
  status: ['trạng thái', 'mã trạng thái', 'trạng thái hồ sơ', 'tình trạng', 'tình trạng hồ sơ'],
  submittedAt: ['ngày nộp', 'ngày nộp hồ sơ', 'thời điểm nộp'],
  receivedAt: ['ngày tiếp nhận', 'thời điểm tiếp nhận', 'ngày nhận'],
  dueAt: ['ngày hẹn trả', 'hạn trả', 'ngày hẹn', 'hạn xử lý', 'hạn giải quyết', 'ngày hẹn trả kết quả'],
  finishedAt: ['ngày kết thúc xử lý', 'ngày hoàn thành', 'ngày xử lý xong', 'ngày kết thúc', 'ngày có kết quả'],
  returnedAt: ['ngày trả', 'ngày trả kết quả'],
  applicantKind: ['loại đối tượng', 'đối tượng nộp'],
  returnBy: ['hình thức trả', 'hình thức trả kết quả'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Column = keyof typeof COLUMNS;

export interface Headings {
  readonly ok: true;
  /** Which cell of a row holds which column. */
  readonly places: ReadonlyMap<Column, number>;
  /** How many rows lie above the first report, the headings included. */
  readonly skip: number;
  readonly ignored: number;
}

/** Titles and notes above the headings of an exported sheet. */
const SEARCHED_ROWS = 20;
const WITHOUT_THEM_NO_REPORT = ['dossierNo', 'status'] as const;

/** Finds the row of headings; `own` are headings that the operator's map adds. */
export function findHeadings(
  rows: readonly { readonly cells: readonly unknown[] }[],
  own: Readonly<Record<string, Column>>,
): Headings | { readonly ok: false; readonly detail: string } {
  const known = knownHeadings(own);
  let best: readonly Column[] = [];
  for (const [i, { cells }] of rows.slice(0, SEARCHED_ROWS).entries()) {
    const named = cells.flatMap((cell, at) => {
      const heading = typeof cell === 'string' ? plain(cell) : '';
      const column = known.get(heading);
      return column === undefined ? [] : [{ column, at, isCode: heading.startsWith('ma') }];
    });
    const found = named.map(({ column }) => column);
    if (found.length > best.length) best = found;
    if (WITHOUT_THEM_NO_REPORT.some((column) => !found.includes(column))) continue;
    const places = new Map<Column, number>();
    for (const column of new Set(found)) {
      const of = named.filter((one) => one.column === column);
      // "Mã đơn vị" beside "Đơn vị": the code speaks.
      const speaking = of.length === 1 ? of : of.filter((one) => one.isCode);
      const [one] = speaking;
      if (speaking.length !== 1 || !one) {
        return { ok: false, detail: `has two columns for ${column}; rename one of them` };
      }
      places.set(column, one.at);
    }
    return { ok: true, places, skip: i + 1, ignored: cells.length - places.size };
  }
  const missing = WITHOUT_THEM_NO_REPORT.filter((column) => !best.includes(column));
  const names = missing.map((column) => `${column} ("${COLUMNS[column][0]}")`).join(' and ');
  return { ok: false, detail: `has no column for ${names} in one of its first ${SEARCHED_ROWS} rows; see --help` };
}

function knownHeadings(own: Readonly<Record<string, Column>>): ReadonlyMap<string, Column> {
  const known = new Map<string, Column>();
  for (const [column, headings] of Object.entries(COLUMNS) as [Column, readonly string[]][]) {
    for (const heading of [column, ...headings]) known.set(plain(heading), column);
  }
  for (const [heading, column] of Object.entries(own)) known.set(plain(heading), column);
  return known;
}

/** A heading without marks, case, spaces and signs: "Ngày hẹn trả" and "NGAY_HEN_TRA" are one. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^a-z0-9]/g, '');
}
