import { describe, expect, test } from 'vitest';
import { alertCount, alertLines, shelvedCount } from '../../client/board/alertLines';
import { builtInLimits } from '../../client/board/reference';
import wardsJson from '../../data/wards.json';
import type { AlertView, BoardView, UnitFigures } from '../../shared/protocol';

const none = { received: 40, receivedOnline: 40, resolvedEarly: 40, resolvedOnTime: 0, resolvedLate: 0 };
const unit: UnitFigures = {
  today: none,
  month: none,
  stands: {
    pendingInTime: 0,
    pendingOverdue: 7,
    paused: 0,
    awaitingIntake: 0,
    intakeOverdue: 3,
    overdueLong: 1,
    dueSoon: 0,
  },
};
const board = (alerts: readonly AlertView[]): BoardView => ({
  windows: { today: { from: '2025-07-14', to: '2025-07-14' }, month: { from: '2025-07-01', to: '2025-07-14' } },
  city: unit,
  cityLevel: unit,
  wards: wardsJson.map(({ code }) => ({ code, ...unit })),
  sources: [],
  alerts,
  alertsJudged: true,
  notes: [],
  thresholds: builtInLimits,
  conditions: [],
});
const alert = (rule: string, subject: string, more: Partial<AlertView> = {}): AlertView => ({
  id: `${rule}-${subject}`,
  rule,
  subject,
  state: 'firing',
  wards: [subject],
  since: '2025-07-14T09:00:00+07:00',
  rangAt: '2025-07-14T09:00:00+07:00',
  severity: 'act',
  owner: null,
  reason: null,
  returnAt: null,
  shelvedUntil: null,
  ...more,
});

describe('the list of what needs action', () => {
  test('two hundred alerts in a minute are a line a rule, counted whole', () => {
    const rules = ['unbalanced', 'overdue-long', 'overdue-count', 'intake-overdue', 'on-time-low'];
    const flood = rules.flatMap((rule) => wardsJson.map(({ code }) => alert(rule, code)));
    const lines = alertLines(board(flood), 'vi');
    expect(lines).toHaveLength(5);
    expect(alertCount(lines)).toBe(200);
    expect(lines[0]?.name).toBe('40 đơn vị');
  });

  test('a unit that is in no list any more is told as such, with its code, and as no source', () => {
    const [line] = alertLines(board([alert('overdue-count', '19999')]), 'vi');
    expect(line).toMatchObject({
      name: 'đơn vị không còn trong danh mục (19999)',
      cause: 'quá hạn vượt ngưỡng',
      detail: '',
    });
  });

  test('units of one rule stay units when one of them is in no list any more', () => {
    const [line] = alertLines(
      board(['19753', '19774', '19777', '19999'].map((code) => alert('overdue-count', code))),
      'vi',
    );
    expect(line).toMatchObject({ name: '4 đơn vị', detail: 'Phú Xuân, Kim Long, Vỹ Dạ, …' });
  });

  test('one rule at many units is one line', () => {
    const lines = alertLines(board(wardsJson.map(({ code }) => alert('overdue-count', code))), 'vi');
    expect(lines.map((line) => line.cause)).toEqual(['quá hạn vượt ngưỡng']);
  });

  test('what rings at one unit for several reasons is one line, told by the gravest', () => {
    const lines = alertLines(board([alert('overdue-long', '19753'), alert('overdue-count', '19753')]), 'vi');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ name: 'Phú Xuân', cause: '7 quá hạn, 1 trên 10 ngày làm việc' });
  });

  test('a source that floods a dossier is named by its title, and not called silent', () => {
    const source = { name: 'city', title: 'Một cửa', state: 'live', lastReportAt: null, wards: ['19753'] } as const;
    const flood = alert('too-many-reports', 'city', { wards: [] });
    const [line] = alertLines({ ...board([flood]), sources: [source] }, 'vi');
    expect(line).toMatchObject({ name: 'Một cửa', cause: 'gửi quá nhiều bản tin cho một hồ sơ', tone: 'act' });
    expect(line?.detail).toBe('từ bản tin 1.001 không tính; hỏi nơi gửi');
    // A source whose keys are revoked is on no list any more: its name is what is known of it.
    expect(alertLines(board([flood]), 'en')[0]?.name).toBe('city');
    const many = ['a', 'b', 'c', 'city'].map((name) => alert('too-many-reports', name, { wards: [] }));
    expect(alertLines({ ...board(many), sources: [source] }, 'vi')).toMatchObject([
      { name: '4 nguồn', detail: 'a, b, c, …' },
    ]);
  });

  test('who has an owner stands after those without, what is set aside last and uncounted; pending and merely watched ones are not on the wall', () => {
    const owned = {
      state: 'acknowledged',
      owner: 'Trực ban',
      reason: 'mất điện',
      returnAt: '2025-07-14T10:30:00+07:00',
    } as const;
    const lines = alertLines(
      board([
        alert('overdue-count', '19753', owned),
        alert('overdue-count', '19774'),
        alert('overdue-count', '19777', {
          state: 'shelved',
          owner: 'Trực ban 2',
          reason: 'đã báo',
          shelvedUntil: '2025-07-14T11:00:00+07:00',
        }),
        alert('overdue-count', '19789', { state: 'pending' }),
        alert('online-low', '19804', { severity: 'watch' }),
      ]),
      'vi',
    );
    expect(lines.map((line) => line.name)).toEqual(['Kim Long', 'Phú Xuân', 'Vỹ Dạ']);
    expect(lines[1]?.owner).toBe('Trực ban · hẹn 10:30 · mất điện');
    expect(lines[2]?.owner).toBe('tạm gác đến 11:00 · Trực ban 2 · đã báo');
    expect([alertCount(lines), shelvedCount(lines)]).toEqual([2, 1]);
  });

  test('a silent source comes first, whoever takes care of it', () => {
    const silent = alert('source-silent', 's', {
      state: 'acknowledged',
      owner: 'Kỹ thuật',
      returnAt: '2025-07-14T10:30:00+07:00',
    });
    const lines = alertLines(board([alert('overdue-count', '19753'), silent]), 'vi');
    expect(lines.map((line) => line.tone)).toEqual(['off', 'act']);
  });

  test('a group that some have taken says how many; one that all have taken names who comes back first', () => {
    const taken = (owner: string, clock: string) => ({
      state: 'acknowledged' as const,
      owner,
      returnAt: `2025-07-14T${clock}:00+07:00`,
    });
    const codes = wardsJson.slice(0, 4).map(({ code }) => code);
    const some = codes.map((code, i) => alert('overdue-count', code, i < 2 ? taken('A', '10:30') : {}));
    expect(alertLines(board(some), 'vi')[0]).toMatchObject({ owner: null });
    expect(alertLines(board(some), 'vi')[0]?.detail).toMatch(/^2\/4 đã có người nhận · /);
    const all = codes.map((code, i) => alert('overdue-count', code, taken(`Ca ${i}`, `1${4 - i}:00`)));
    expect(alertLines(board(all), 'vi')[0]?.owner).toBe('Ca 3 · hẹn 11:00');
  });
});
