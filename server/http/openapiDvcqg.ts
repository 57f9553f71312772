import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { MAX_REPORTS } from '../ingest/parseReports';
import { agencySchema } from './agencyRoutes';
import { instant } from './answers';
import { DVCQG_PATH } from './dvcqgRoute';

type Registry = OpenAPIHono['openAPIRegistry'];
type Refused = (...statuses: readonly number[]) => Record<number, { description: string }>;

const scalar = z.string().optional();
const code = z.enum(['0', '-1']);

/** What is read of an envelope; every other field is dropped unread. */
const envelope = z
  .object({
    service: z.enum(['DongBoHoSoMC', 'CapNhatTienDoHoSoMC']),
    madonvi: scalar,
    isUpdating: z.enum(['True', 'False']).optional(),
    data: z
      .array(
        z.object({
          MaHoSo: z.string(),
          MaTTHC: scalar,
          MaLinhVuc: scalar,
          KenhThucHien: scalar,
          LoaiDoiTuong: scalar,
          NgayNopHoSo: scalar,
          NgayTiepNhan: scalar,
          NgayHenTra: scalar,
          TrangThaiHoSo: scalar,
          NgayTuChoi: scalar,
          NgayKetThucXuLy: scalar,
          NgayTra: scalar,
          HinhThuc: scalar,
          HoSoCoThanhPhanSoHoa: scalar,
          DuocThanhToanTrucTuyen: scalar,
          DanhSachHoSoBoSung: z.array(z.object({ NgayBoSung: scalar, NgayTiepNhanBoSung: scalar })).optional(),
          ThoiDiemXuLy: scalar,
          TrangThai: scalar,
        }),
      )
      .max(MAX_REPORTS),
  })
  .openapi('DvcqgEnvelope');

const answer = z.object({
  error_code: code,
  message: z.string(),
  result: z.array(z.object({ index: z.int(), error_code: code, message: z.string(), reason: z.string().optional() })),
});

const agencies = z.object({
  agencies: z.array(
    z.object({
      agency: z.string(),
      ward: z.string().nullable(),
      changedAt: instant.nullable(),
      waiting: z.int(),
    }),
  ),
  waitingLimit: z.int(),
});

/** Describes the way in for the exchange with the national portal, and the table of its agencies. */
export function describeDvcqg(registry: Registry, refused: Refused): void {
  const json = (schema: z.ZodType, description: string) => ({
    description,
    content: { 'application/json': { schema } },
  });
  registry.registerPath({
    method: 'post',
    path: DVCQG_PATH,
    summary: 'Take in an envelope of the synchronisation to the national portal; answered when all of it is durable',
    security: [{ ingestKey: [] }],
    request: { body: { content: { 'application/json': { schema: envelope } } } },
    responses: {
      200: json(
        answer,
        'error_code 0: all of it is durable; -1: some items are refused (the message says how many of how many), or with an empty result nothing was taken. An item with the reason dropped-field:NAME is taken without that field',
      ),
      ...refused(400, 401, 408, 413, 415, 429, 503),
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/api/v1/ops/agencies',
    summary: 'Agencies with their wards, and how many reports wait for each',
    responses: { 200: json(agencies, 'The answer'), ...refused(401, 403, 503) },
  });
  registry.registerPath({
    method: 'post',
    path: '/api/v1/ops/agencies',
    summary: 'Map an agency to a ward; what waited for it is counted before the answer',
    request: { body: { content: { 'application/json': { schema: agencySchema } } } },
    responses: { 204: { description: 'Done' }, ...refused(400, 401, 403, 409, 503) },
  });
}
