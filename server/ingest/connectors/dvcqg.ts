import { formatInstant } from '../../../shared/localTime';
import { STATUS } from '../../../shared/report';
import { MAX_DEPTH } from '../../jsonDepth';
import { AGENCY_CODE, agencyOf } from '../agencyCode';
import { fault } from '../fault';
import { statedAt, UNREADABLE } from '../statedAt';
import { type Candidate, type Given, type TextConnector, TooDeep } from './connector';
import { placedReports, readReports } from './deepReports';
import { instantOf, isItem, type PortalFields, type PortalItem, readFields, textOf } from './portalItem';

type ItemReader = (
  item: PortalItem,
  sender: string,
  given: Given,
) => readonly [sent: Record<string, unknown>, dropped?: readonly string[]];

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
    submittedAt: 'NgayNopHoSo',
    receivedAt: 'NgayTiepNhan',
    finishedAt: 'NgayKetThucXuLy',
    returnedAt: 'NgayTra',
  },
  read: (text, given) => {
    const envelope = readReports(text, 'data');
    if (!envelope.ok) {
      return envelope.deep
        ? fault(400, `Thân yêu cầu lồng sâu quá ${MAX_DEPTH} bậc ở ngoài các hồ sơ.`, 'too-deep')
        : fault(400, 'Thân yêu cầu không phải JSON hợp lệ.');
    }
    const { value: sent, deep } = envelope;
    if (!isItem(sent)) return fault(422, 'Thân yêu cầu phải là một đối tượng có service và data.');
    const reader = SERVICES.get(sent.service);
    if (!reader) return fault(422, `Chỉ nhận dịch vụ ${[...SERVICES.keys()].join(' và ')}.`);
    if (!/^(true|false)?$/i.test(textOf(sent.isUpdating) ?? '-')) {
      return fault(422, 'isUpdating phải là "True" hoặc "False".');
    }
    const { data } = sent;
    if (!Array.isArray(data)) return fault(422, 'data phải là một danh sách hồ sơ.');
    const sender = (textOf(sent.madonvi) ?? '').toUpperCase();
    return { ok: true, items: candidates(placedReports(data, deep), reader, sender, given), count: data.length };
  },
} as const satisfies TextConnector;

function* candidates(
  items: Iterable<Candidate>,
  reader: ItemReader,
  sender: string,
  given: Given,
): Generator<Candidate> {
  for (const [i, item] of items) {
    if (item instanceof TooDeep) yield [i, item];
    else yield isItem(item) ? [i, ...reader(item, sender, given)] : [i, 'not an object'];
  }
}

/**
 * A whole dossier as it stands (DongBoHoSoMC); new or updated says nothing that its content does not. Needed are its
 * number, its status and a date that proves the status; any other field that cannot be read is left out and named.
 */
function dossierOf(item: PortalItem, sender: string, given: Given): ReturnType<ItemReader> {
  const fields = readFields(item);
  const status = statusOf(item.TrangThaiHoSo);
  const supplements = fields.list('DanhSachHoSoBoSung');
  const dates = {
    submittedAt: fields.at('NgayNopHoSo'),
    receivedAt: fields.at('NgayTiepNhan'),
    finishedAt: fields.at('NgayKetThucXuLy'),
    returnedAt: fields.at('NgayTra'),
  };
  const stated = {
    ...dates,
    rejectedAt: fields.at('NgayTuChoi'),
    askedAt: fields.everyAt(supplements, 'NgayBoSung'),
    suppliedAt: fields.everyAt(supplements, 'NgayTiepNhanBoSung'),
  };
  const occurredAt = statedAt(status, stated, given.now);
  const needed = { ...numbered(item, sender), status };
  if (occurredAt === null) return [{ ...needed, ...undated(dates, fields.dropped) }];
  const sent = {
    occurredAt: formatInstant(occurredAt),
    ...needed,
    procedureCode: fields.code('MaTTHC'),
    fieldCode: fields.code('MaLinhVuc'),
    // Missing says nothing: counted as "unknown", and never taken for direct (DQ6).
    channel: fields.oneOf('KenhThucHien', CHANNEL_OF),
    ...Object.fromEntries(Object.entries(dates).map(([name, at]) => [name, textAt(at)])),
    dueAt: textAt(fields.at('NgayHenTra')),
    applicantKind: fields.oneOf('LoaiDoiTuong', APPLICANT_OF),
    returnBy: fields.oneOf('HinhThuc', RETURN_OF),
    ...flagsOf(fields),
  };
  return [sent, [...fields.dropped]];
}

function flagsOf(fields: PortalFields): Record<string, unknown> {
  const flags = {
    digitised: fields.oneOf('HoSoCoThanhPhanSoHoa', YES_NO),
    onlinePayment: fields.oneOf('DuocThanhToanTrucTuyen', PAID_ONLINE),
    // Whether there are any, not what they are.
    electronicResult: fields.isFilled('DanhSachGiayToKetQua'),
  };
  return Object.values(flags).some((flag) => flag !== undefined) ? { flags } : {};
}

function textAt(at: number | undefined): string | undefined {
  return at === undefined ? undefined : formatInstant(at);
}

/** Without a date that proves the status: told as the fault is the first of them that stands there and cannot be read. */
function undated(dates: Readonly<Record<string, unknown>>, dropped: ReadonlySet<string>): Record<string, string> {
  const names: Readonly<Record<string, string>> = dvcqg.names;
  const unreadable = Object.keys(dates).find((field) => dropped.has(names[field] ?? ''));
  return unreadable === undefined ? {} : { occurredAt: formatInstant(0), [unreadable]: UNREADABLE };
}

/** One dated step (CapNhatTienDoHoSoMC). Its text is looked at to know a state told wrongly, and goes no further. */
function progressOf(item: PortalItem, sender: string): ReturnType<ItemReader> {
  const when = textOf(item.ThoiDiemXuLy);
  const occurredAt = when === '' ? undefined : (textAt(instantOf(when ?? '')) ?? UNREADABLE);
  return [
    {
      ...(occurredAt !== undefined && { occurredAt }),
      ...numbered(item, sender),
      status: trueStatus(statusOf(item.TrangThai), item.NoiDungXuLy),
    },
  ];
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

function numbered(item: PortalItem, sender: string): Record<string, unknown> {
  const number = textOf(item.MaHoSo);
  if (!number) return { ...(number === null && { dossierNo: 0 }), agencyCode: UNREADABLE };
  const agency = agencyOf(number) ?? (AGENCY_CODE.test(sender) ? sender : UNREADABLE);
  return { dossierNo: number, agencyCode: agency };
}
