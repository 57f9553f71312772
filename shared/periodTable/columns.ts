import { percentText } from '../formats';
import type { Rate } from '../rates';
import type { PeriodFigures } from '../summary';

export type CellValue = string | number | null;

/** One column of the table of a period, with what it means. Counters as in the rules of counting D2–D7. */
export interface PeriodColumn {
  readonly title: string;
  readonly definition: string;
  readonly of: (figures: PeriodFigures) => CellValue;
}

const percent = ({ num, den }: Rate): CellValue => (den === 0 ? null : `${percentText(num, den, 2, 'vi')}%`);

/** The columns of every table of a period, in their order: a new one is one line here. */
export const PERIOD_COLUMNS: readonly PeriodColumn[] = [
  column('Kỳ trước chuyển sang', 'tiếp nhận trước kỳ, đầu kỳ chưa đóng', (f) => f.carriedOver),
  column('Tiếp nhận', 'được tiếp nhận trong kỳ, mỗi hồ sơ một lần', (f) => f.received),
  column('Trực tuyến', 'tiếp nhận qua kênh trực tuyến', (f) => f.receivedOnline),
  column('Trực tiếp', 'tiếp nhận tại quầy', (f) => f.receivedDirect),
  column('Bưu chính', 'tiếp nhận qua bưu chính công ích', (f) => f.receivedPostal),
  column('Chưa rõ kênh', 'tiếp nhận, nguồn không cho biết kênh', (f) => f.receivedUnknown),
  column('Không tiếp nhận', 'bị từ chối tiếp nhận trong kỳ', (f) => f.rejected),
  column('Xong trước hạn', 'xong vào một ngày trước ngày hẹn trả', (f) => f.resolvedEarly),
  column('Xong đúng hạn', 'xong không muộn hơn hẹn trả, hoặc không có hẹn trả', (f) => f.resolvedOnTime),
  column('Xong quá hạn', 'xong sau hẹn trả', (f) => f.resolvedLate),
  column('Trong đó không có hạn', 'xong mà không có hẹn trả', (f) => f.resolvedNoDue),
  column('Đang xử lý trong hạn', 'cuối kỳ', (f) => f.pendingInTime),
  column('Quá hạn đang xử lý', 'cuối kỳ, đã qua hẹn trả', (f) => f.pendingOverdue),
  column('Tạm dừng', 'cuối kỳ, chờ bổ sung hoặc nghĩa vụ tài chính', (f) => f.paused),
  column('Dừng xử lý', 'cơ quan dừng trong kỳ', (f) => f.stopped),
  column('Rút hồ sơ', 'công dân rút trong kỳ', (f) => f.withdrawn),
  column('Gia hạn', 'số lần lùi hẹn trả trong kỳ', (f) => f.extended),
  column('Chờ tiếp nhận', 'cuối kỳ, mới đăng ký', (f) => f.awaitingIntake),
  column('Chờ quá 8 giờ', 'cuối kỳ, chờ tiếp nhận quá 8 giờ làm việc', (f) => f.intakeOverdue),
  column('Không cân đối', 'phải bằng 0: chuyển sang + tiếp nhận − tất cả các trạng thái', (f) => f.unbalanced),
  column('% trực tuyến', 'trực tuyến ÷ tiếp nhận', (f) => percent(f.onlineRate)),
  column('% đúng hạn A', '(trước hạn + đúng hạn) ÷ đã giải quyết', (f) => percent(f.onTimeRate.A)),
  column('% đúng hạn B', 'theo QĐ 766: kể cả đang xử lý, cuối kỳ', (f) => percent(f.onTimeRate.B)),
  column('% đúng hạn C', '(trước hạn + đúng hạn) ÷ tiếp nhận', (f) => percent(f.onTimeRate.C)),
];

function column(title: string, definition: string, of: PeriodColumn['of']): PeriodColumn {
  return { title, definition, of };
}
