import { formatInstant } from '../../shared/localTime';

/** `yyyyMMddHHmmss`, local, as the exchange with the national portal writes instants. */
export function portalTime(ms: number): string {
  return formatInstant(ms).slice(0, 19).replace(/[-T:]/g, '');
}

export function dossiers(data: readonly unknown[], rest: Readonly<Record<string, unknown>> = {}) {
  return { session: 'phiên', madonvi: 'H57.XX', service: 'DongBoHoSoMC', isUpdating: 'False', data, ...rest };
}

export function steps(data: readonly unknown[]) {
  return { session: 'phiên', madonvi: 'H57.XX', service: 'CapNhatTienDoHoSoMC', data };
}

/** What the exchange sends of one dossier, with fake personal data in every field that must be dropped. */
export function portalDossier(MaHoSo: string, rest: Readonly<Record<string, unknown>> = {}) {
  return {
    MaHoSo,
    MaTTHC: '2.000908',
    TenTTHC: 'Cấp bản sao từ sổ gốc',
    MaLinhVuc: 'G15-TP04',
    TenLinhVuc: 'Chứng thực (dữ liệu thử)',
    KenhThucHien: '2',
    ChuHoSo: 'NGUYỄN VĂN THỬ NGHIỆM',
    SoGiayToChuHoSo: '000000000000',
    LoaiDoiTuong: '1',
    ThongTinKhac: '',
    Email: 'thu.nghiem@example.invalid',
    SoDienThoai: '0000000000',
    TrichYeuHoSo: 'DỮ LIỆU GIẢ',
    NgayTra: '',
    HinhThuc: '0',
    NgayKetThucXuLy: '',
    DonViXuLy: 'UBND phường Thử Nghiệm',
    NoiNopHoSo: '1',
    HoSoCoThanhPhanSoHoa: '1',
    DuocThanhToanTrucTuyen: '0',
    DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: '000000000000' }],
    DanhSachHoSoBoSung: [],
    DanhSachGiayToKetQua: [],
    ...rest,
  };
}

export interface PortalAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    readonly error_code: string;
    readonly message: string;
    readonly result: readonly {
      readonly index: number;
      readonly error_code: string;
      readonly message: string;
      readonly reason?: string;
    }[];
  };
}

export async function sendPortal(
  origin: string,
  key: string,
  sent: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<PortalAnswer> {
  const isRaw = typeof sent === 'string' || sent instanceof Uint8Array;
  const answer = await fetch(`${origin}/api/v1/dvcqg`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}`, ...headers },
    body: isRaw ? (sent as string) : JSON.stringify(sent),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) as PortalAnswer['body'] };
}
