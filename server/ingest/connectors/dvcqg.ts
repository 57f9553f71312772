import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS, OFFSET_MS, parseDay } from '../../../shared/localTime';
import { STATUS } from '../../../shared/report';
import { AGENCY_CODE, agencyOf } from '../agencyCode';
import { fault } from '../fault';
import { statedAt, statedField, UNREADABLE } from '../statedAt';
import type { Given, TextConnector } from './connector';

type Item = Readonly<Record<string, unknown>>;
type ItemReader = (item: Item, sender: string, given: Given) => Record<string, unknown>;

/** The services of the exchange that are taken (domain.md §1.2). */
const SERVICES: ReadonlyMap<unknown, ItemReader> = new Map<unknown, ItemReader>([
  ['DongBoHoSoMC', dossierOf],
  ['CapNhatTienDoHoSoMC', progressOf],
]);

/** Envelope of the synchronisation to the national portal: all scalars are strings, an empty one is missing. */
export const dvcqg = {
  kind: 'text',
  name: 'dvcqg',
  endings: ['.json'],
  names: {
    dossierNo: 'MaHoSo',
    wardCode: 'MaHoSo',
    agencyCode: 'MaHoSo',
    status: 'TrangThai',
    channel: 'KenhThucHien',
    procedureCode: 'MaTTHC',
    fieldCode: 'MaLinhVuc',
    submittedAt: 'NgayNopHoSo',
    receivedAt: 'NgayTiepNhan',
    dueAt: 'NgayHenTra',
    finishedAt: 'NgayKetThucXuLy',
    returnedAt: 'NgayTra',
  },
  read: (text, given) => {
    let sent: unknown;
    try {
      sent = JSON.parse(text);
    } catch {
      return fault(400, 'Thân yêu cầu không phải JSON hợp lệ.');
    }
    if (!isItem(sent)) return fault(422, 'Thân yêu cầu phải là một đối tượng có service và data.');
    const reader = SERVICES.get(sent.service);
    if (!reader) return fault(422, `Chỉ nhận dịch vụ ${[...SERVICES.keys()].join(' và ')}.`);
    if (!/^(true|false)?$/i.test(textOf(sent.isUpdating) ?? '-')) {
      return fault(422, 'isUpdating phải là "True" hoặc "False".');
    }
    const { data } = sent;
    if (!Array.isArray(data)) return fault(422, 'data phải là một danh sách hồ sơ.');
    const sender = (textOf(sent.madonvi) ?? '').toUpperCase();
    return { ok: true, items: candidates(data, reader, sender, given), count: data.length };
  },
} as const satisfies TextConnector;

function* candidates(data: readonly unknown[], reader: ItemReader, sender: string, given: Given) {
  for (const [i, item] of data.entries()) {
    yield [i, isItem(item) ? reader(item, sender, given) : 'not an object'] as const;
  }
}

/** A whole dossier as it stands (DongBoHoSoMC); new or updated says nothing that its content does not. */
function dossierOf(item: Item, sender: string, given: Given): Record<string, unknown> {
  const status = statusOf(item.TrangThaiHoSo);
  const supplements = Array.isArray(item.DanhSachHoSoBoSung) ? item.DanhSachHoSoBoSung.filter(isItem) : [];
  const at = (field: string) => instantOf(item[field]) ?? undefined;
  const every = (field: string) => supplements.flatMap((one) => instantOf(one[field]) ?? []);
  const occurredAt = statedAt(
    status,
    {
      submittedAt: at('NgayNopHoSo'),
      receivedAt: at('NgayTiepNhan'),
      rejectedAt: at('NgayTuChoi'),
      finishedAt: at('NgayKetThucXuLy'),
      returnedAt: at('NgayTra'),
      askedAt: every('NgayBoSung'),
      suppliedAt: every('NgayTiepNhanBoSung'),
    },
    given.now,
  );
  const dates = {
    ...dated('submittedAt', item.NgayNopHoSo),
    ...dated('receivedAt', item.NgayTiepNhan),
    ...dated('dueAt', item.NgayHenTra),
    ...dated('finishedAt', item.NgayKetThucXuLy),
    ...dated('returnedAt', item.NgayTra),
  };
  return {
    ...statedField(occurredAt, dates),
    ...numbered(item, sender),
    status,
    ...code('procedureCode', item.MaTTHC),
    ...code('fieldCode', item.MaLinhVuc),
    // Missing says nothing: counted as "unknown", and never taken for direct (DQ6).
    ...coded('channel', item.KenhThucHien, CHANNEL_OF, UNREADABLE),
    ...dates,
    ...coded('applicantKind', item.LoaiDoiTuong, APPLICANT_OF, 'unknown'),
    ...coded('returnBy', item.HinhThuc, RETURN_OF, 'unknown'),
    ...flagsOf(item),
  };
}

/** One dated step (CapNhatTienDoHoSoMC). Its text is looked at to know a state told wrongly, and goes no further. */
function progressOf(item: Item, sender: string): Record<string, unknown> {
  return {
    ...dated('occurredAt', item.ThoiDiemXuLy),
    ...numbered(item, sender),
    status: trueStatus(statusOf(item.TrangThai), item.NoiDungXuLy),
  };
}

const CHANNEL_OF: Readonly<Record<string, string>> = { 1: 'direct', 2: 'online', 3: 'postal' };
const APPLICANT_OF: Readonly<Record<string, string>> = { 1: 'citizen', 2: 'business', 3: 'state', 4: 'organisation' };
const RETURN_OF: Readonly<Record<string, string>> = { 0: 'counter', 1: 'post' };
const YES_NO: Readonly<Record<string, boolean>> = { 0: false, 1: true };
/** 1 at the portal, 2 at a gateway of the ministry or province; 0 and 3 are not online. */
const PAID_ONLINE: Readonly<Record<string, boolean>> = { 0: false, 1: true, 2: true, 3: false };

/** 9 with one of these texts is a pause (DQ1). */
const PAUSES_TOLD_AS_DONE: readonly { readonly text: RegExp; readonly status: number }[] = [
  { text: /cán bộ trả hồ sơ bổ sung/u, status: STATUS.supplementRequested },
  { text: /công dân thực hiện (nvtc|nghĩa vụ tài chính)/u, status: STATUS.paymentRequested },
];

function trueStatus(status: number, note: unknown): number {
  if (status !== STATUS.completed || typeof note !== 'string') return status;
  const text = note.normalize('NFC').toLowerCase().replace(/\s+/g, ' ');
  return PAUSES_TOLD_AS_DONE.find((one) => one.text.test(text))?.status ?? status;
}

/** "1" … "10"; anything else, "0" too, becomes 0, which the schema refuses. */
function statusOf(value: unknown): number {
  const text = textOf(value);
  return text !== null && /^([1-9]|10)$/.test(text) ? Number(text) : 0;
}

function numbered(item: Item, sender: string): Record<string, unknown> {
  const number = textOf(item.MaHoSo);
  if (!number) return { ...(number === null && { dossierNo: 0 }), agencyCode: UNREADABLE };
  const agency = agencyOf(number) ?? (AGENCY_CODE.test(sender) ? sender : UNREADABLE);
  return { dossierNo: number, agencyCode: agency };
}

function dated(field: string, value: unknown): Record<string, string> {
  if (textOf(value) === '') return {};
  const at = instantOf(value);
  return { [field]: at === null ? UNREADABLE : formatInstant(at) };
}

function code(field: string, value: unknown): Record<string, string> {
  const text = textOf(value);
  return text === '' ? {} : { [field]: text ?? UNREADABLE };
}

function coded<T>(field: string, value: unknown, of: Readonly<Record<string, T>>, otherwise: T): Record<string, T> {
  const text = textOf(value);
  if (text === '') return {};
  return { [field]: text !== null && Object.hasOwn(of, text) ? (of[text] ?? otherwise) : otherwise };
}

function flagsOf(item: Item): Record<string, unknown> {
  const flags: Record<string, unknown> = {
    ...coded<boolean | string>('digitised', item.HoSoCoThanhPhanSoHoa, YES_NO, UNREADABLE),
    ...coded<boolean | string>('onlinePayment', item.DuocThanhToanTrucTuyen, PAID_ONLINE, UNREADABLE),
    // Whether there are any, not what they are; none yet says nothing.
    ...(Array.isArray(item.DanhSachGiayToKetQua) && item.DanhSachGiayToKetQua.length > 0 && { electronicResult: true }),
  };
  return Object.keys(flags).length > 0 ? { flags } : {};
}

/** A scalar as text without space around it; missing is empty, another type null. */
function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value.trim() : null;
}

/** `yyyyMMddHHmmss` in local time, without a zone. */
function instantOf(value: unknown): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(textOf(value) ?? '');
  if (!match) return null;
  const [, year, month, date, hours, minutes, seconds] = match;
  const day = parseDay(`${year}-${month}-${date}`);
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  if (day === null || hour > 23 || minute > 59 || second > 59) return null;
  return day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * 1000 - OFFSET_MS;
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
