import type { SilenceCause } from '../../../shared/freshness';

/** What stands between a screen and true figures: the line, and the loading. */
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
