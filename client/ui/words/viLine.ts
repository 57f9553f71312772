import type { StorageFault } from '../../../shared/conditions';
import type { SilenceCause } from '../../../shared/freshness';

/** What stands between a screen and true figures: the line, the loading, the server's own troubles. */
export const LINE_VI = {
  loading: 'Đang nạp dữ liệu…',
  loadingSimulated: 'Đang nạp dữ liệu mô phỏng…',
  simulated: 'DỮ LIỆU MÔ PHỎNG',
  loadingDay: 'ngày',
  loadingWhole: 'Số liệu hiện ra một lần, khi đã nạp đủ.',
  dash: 'Dấu — nghĩa là chưa biết, không phải số 0.',
  keptMeanwhile: 'Đang hiện số liệu cũ.',
  connecting: 'Đang kết nối tới máy chủ…',
  comesBack: 'Tự hiện số liệu khi có đường truyền.',
  line: 'Đường truyền',
  figuresOf: 'Số liệu lúc',
  old: 'đã cũ',
  notJudged: 'Cảnh báo chưa được xét.',
  notJudgedHint: 'Chưa biết có đơn vị nào cần xử lý hay không.',
  since: 'từ',
  serverClock: 'giờ máy chủ',
  expected: 'đáng lẽ',
  clockJumped: 'Đồng hồ máy chủ nhảy, không ghi nhận gì',
  reportsRefused: 'Báo cáo mới đang bị từ chối, sẽ tự nhận lại khi ghi được.',
  clockHint:
    'Đồng hồ đúng thì chạy: npm run clock -- accept. Sai thì chỉnh lại giờ máy; khi khớp, máy chủ tự nhận lại.',
  calendarEnds: 'Lịch làm việc chỉ có đến',
  calendarOver: 'đã hết hạn, chỉ tính ngày nghỉ cuối tuần',
  calendarHint: 'Bổ sung lịch những ngày sau đó để hạn và thời gian làm việc được tính đúng.',
  calendarDiffers: 'hồ sơ được tính theo lịch khác lịch đang dùng',
  calendarDiffersHint: 'Chạy npm run recount để tính lại; mọi khác biệt đều được ghi.',
  unknownUnits: 'mã đơn vị không còn trong danh mục',
  unknownUnitsHint: 'Số của các mã này được đếm riêng, không cộng vào thành phố:',
  conditions: 'Tình trạng máy chủ',
} as const;

export const CAUSES_VI: Readonly<Record<SilenceCause, string>> = {
  offline: 'Thiết bị này đang ngoại tuyến',
  refused: 'Không kết nối được tới máy chủ',
  unanswered: 'Máy chủ không phản hồi',
  'line-blocked': 'Đường truyền trực tiếp bị từ chối',
  unknown: 'Chưa nhận được tin từ máy chủ',
};

export const CHECKS_VI: Readonly<Record<SilenceCause, string>> = {
  offline: 'Kiểm tra dây mạng hoặc Wi-Fi của thiết bị.',
  refused: 'Kiểm tra máy chủ có chạy không, mạng có tới không.',
  unanswered: 'Kiểm tra máy chủ và đường mạng tới máy chủ.',
  'line-blocked': 'Máy chủ có trả lời. Kiểm tra proxy: cho WebSocket qua /socket.io/.',
  unknown: 'Đang kết nối lại.',
};

export const STORAGE_VI: Readonly<Record<StorageFault, string>> = {
  full: 'Máy chủ không ghi được dữ liệu (đĩa đầy)',
  'read-only': 'Máy chủ không ghi được dữ liệu (đĩa chỉ đọc)',
  failing: 'Máy chủ không ghi được dữ liệu (đĩa lỗi)',
};
