import type { QuarantinedReport } from '../ingest/batch';
import type { DoorAnswer } from '../ingest/door';
import type { BodyFault } from '../ingest/fault';
import { MAX_DEPTH } from '../jsonDepth';
import { type Answer, type IngestManner, told } from './ingestRoute';

export const DVCQG_PATH = '/api/v1/dvcqg';

interface ItemAnswer {
  readonly index: number;
  readonly error_code: '0' | '-1';
  readonly message: string;
  /** The canonical reason, for machines; none: it is taken as it was sent. */
  readonly reason?: string;
}

/** `POST /api/v1/dvcqg` speaks as the exchange with the national portal does: 200 with an error_code, in Vietnamese. */
export const DVCQG: IngestManner = {
  kindOf: (type) => (type === 'application/json' ? 'dvcqg' : null),
  types: 'application/json',
  told: (outcome) => {
    if (outcome.ok) return spokenOf(itemsOf(outcome.answer));
    if (!('fault' in outcome) || ![400, 422].includes(outcome.fault.status)) return told(outcome);
    const { status, detail, reason } = outcome.fault;
    if (reason === 'too-deep') return tooDeep(outcome.fault);
    // 400 comes before the connector: broken gzip, text or JSON.
    return spoken('-1', status === 400 ? 'Thân yêu cầu không đọc được (JSON, UTF-8 hoặc gzip).' : detail, []);
  },
};

function spoken(code: '0' | '-1', message: string, result: readonly ItemAnswer[]): Answer {
  const text = JSON.stringify({ error_code: code, message, result });
  return { status: 200, type: 'application/json', text, headers: {} };
}

/** Its senders read what stands outside and nothing else: one refused item must be seen there. */
function spokenOf(items: readonly ItemAnswer[]): Answer {
  const refused = items.filter((item) => item.error_code === '-1').length;
  return refused === 0
    ? spoken('0', 'Thành công', items)
    : spoken('-1', `${refused}/${items.length} hồ sơ không nhận được; xem result`, items);
}

/** No exchange of the portal's either: problem details as every call, with what such a sender looks for in them. */
function tooDeep(fault: BodyFault): Answer {
  const answer = told({ ok: false, fault });
  const details = JSON.parse(answer.text) as Record<string, unknown>;
  return { ...answer, text: JSON.stringify({ ...details, error_code: '-1', message: fault.detail, result: [] }) };
}

/** One answer an item, by its place: never its number, nor anything else that it said. */
function itemsOf({
  accepted,
  duplicates,
  quarantined,
  findings,
}: Extract<DoorAnswer, { readonly ok: true }>['answer']): readonly ItemAnswer[] {
  const reasons = new Map(quarantined.map(({ index, reason }) => [index, reason]));
  const dropped = droppedFields(findings);
  return Array.from({ length: accepted + duplicates + quarantined.length }, (_, index) => {
    const reason = reasons.get(index);
    const fields = dropped.get(index);
    const without = fields ? `; bỏ qua trường không đọc được: ${fields.join(', ')}` : '';
    if (reason === undefined) {
      const found = fields && { reason: `${DROPPED}${fields.join(',')}` };
      return { index, error_code: '0', message: `Thành công${without}`, ...found };
    }
    // Kept and counted later by itself: sent again, it would only be known again.
    if (reason === 'unmapped-agency') return { index, error_code: '0', message: messageOf(reason) + without, reason };
    return { index, error_code: '-1', message: messageOf(reason), reason };
  });
}

const DROPPED = 'dropped-field:';

/** By item the fields that it was taken without. */
function droppedFields(findings: readonly QuarantinedReport[]): ReadonlyMap<number, readonly string[]> {
  const fields = new Map<number, string[]>();
  for (const { index, reason } of findings) {
    fields.set(index, [...(fields.get(index) ?? []), reason.slice(DROPPED.length)]);
  }
  return fields;
}

const MESSAGES: Readonly<Record<string, string>> = {
  'unmapped-agency': 'Thành công: đã lưu, chờ gán mã đơn vị với phường, xã',
  'waiting-full': 'Mã đơn vị chưa được gán và hàng chờ đã đầy; hãy gửi lại sau khi gán',
  'unknown-ward': 'Không có phường, xã của hồ sơ này',
  'id-reused': 'Mã bản ghi đã dùng cho nội dung khác',
  future: 'Thời điểm ở tương lai',
  'too-deep': `Hồ sơ lồng sâu quá ${MAX_DEPTH} bậc`,
  'too-many-reports': 'Hồ sơ này đã có quá nhiều bản ghi',
  'too-many-fields': 'Đã có quá nhiều mã lĩnh vực khác nhau',
  'not-object': 'Phần tử không phải là một đối tượng',
  'missing-field:occurredAt':
    'Thiếu ThoiDiemXuLy, hoặc ngày chứng minh trạng thái (9, 10 cần NgayKetThucXuLy hoặc NgayTra)',
  'bad-field:occurredAt': 'ThoiDiemXuLy không đúng dạng yyyyMMddHHmmss',
};

function messageOf(reason: string): string {
  const known = MESSAGES[reason];
  if (known !== undefined) return known;
  const [kind, field = ''] = reason.split(':');
  return kind === 'missing-field' ? `Thiếu trường ${field}` : `Trường ${field} không hợp lệ`;
}
