import type { DoorAnswer } from '../ingest/door';
import { type Answer, type IngestManner, told } from './ingestRoute';

export const DVCQG_PATH = '/api/v1/dvcqg';

interface ItemAnswer {
  readonly index: number;
  readonly error_code: '0' | '-1';
  readonly message: string;
  /** The canonical reason, for machines; none: it is taken. */
  readonly reason?: string;
}

/** `POST /api/v1/dvcqg` speaks as the exchange with the national portal does: 200 with an error_code, in Vietnamese. */
export const DVCQG: IngestManner = {
  kindOf: (type) => (type === 'application/json' ? 'dvcqg' : null),
  types: 'application/json',
  told: (outcome) => {
    if (outcome.ok) return spoken('0', 'Thành công', itemsOf(outcome.answer));
    if (!('fault' in outcome) || ![400, 422].includes(outcome.fault.status)) return told(outcome);
    const { status, detail } = outcome.fault;
    // 400 comes before the connector: broken gzip, text or JSON.
    return spoken('-1', status === 400 ? 'Thân yêu cầu không đọc được (JSON, UTF-8 hoặc gzip).' : detail, []);
  },
};

function spoken(code: '0' | '-1', message: string, result: readonly ItemAnswer[]): Answer {
  const text = JSON.stringify({ error_code: code, message, result });
  return { status: 200, type: 'application/json', text, headers: {} };
}

/** One answer an item, by its place: never its number, nor anything else that it said. */
function itemsOf({
  accepted,
  duplicates,
  quarantined,
}: Extract<DoorAnswer, { readonly ok: true }>['answer']): readonly ItemAnswer[] {
  const reasons = new Map(quarantined.map(({ index, reason }) => [index, reason]));
  return Array.from({ length: accepted + duplicates + quarantined.length }, (_, index) => {
    const reason = reasons.get(index);
    if (reason === undefined) return { index, error_code: '0', message: 'Thành công' };
    // Kept and counted later by itself: sent again, it would only be known again.
    const code = reason === 'unmapped-agency' ? '0' : '-1';
    return { index, error_code: code, message: messageOf(reason), reason };
  });
}

const MESSAGES: Readonly<Record<string, string>> = {
  'unmapped-agency': 'Thành công: đã lưu, chờ gán mã đơn vị với phường, xã',
  'waiting-full': 'Mã đơn vị chưa được gán và hàng chờ đã đầy; hãy gửi lại sau khi gán',
  'unknown-ward': 'Không có phường, xã của hồ sơ này',
  'id-reused': 'Mã bản ghi đã dùng cho nội dung khác',
  future: 'Thời điểm ở tương lai',
  'not-object': 'Phần tử không phải là một đối tượng',
  'missing-field:occurredAt':
    'Thiếu ThoiDiemXuLy, hoặc ngày chứng minh trạng thái (9, 10 cần NgayKetThucXuLy hoặc NgayTra)',
  'bad-field:occurredAt': 'ThoiDiemXuLy không đúng dạng yyyyMMddHHmmss',
  'bad-field:flags': 'Trường cờ chỉ nhận các mã đã quy định',
};

function messageOf(reason: string): string {
  const known = MESSAGES[reason];
  if (known !== undefined) return known;
  const [kind, field = ''] = reason.split(':');
  return kind === 'missing-field' ? `Thiếu trường ${field}` : `Trường ${field} không hợp lệ`;
}
