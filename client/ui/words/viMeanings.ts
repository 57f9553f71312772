import type { RuleName } from '../../../shared/alerts';
import type { AlertState } from '../../../shared/protocol';

/** What each alert rule says, by its name. */
export const RULES_VI: Readonly<Record<RuleName, string>> = {
  'server-storage': 'máy chủ không ghi được dữ liệu',
  'server-clock': 'đồng hồ máy chủ bị nhảy',
  unbalanced: 'số liệu không cân đối',
  'source-silent': 'nguồn im lặng',
  'too-many-reports': 'gửi quá nhiều bản tin cho một hồ sơ',
  'overdue-long': 'có hồ sơ quá hạn trên 10 ngày làm việc',
  'overdue-count': 'quá hạn vượt ngưỡng',
  'intake-overdue': 'chờ tiếp nhận quá 8 giờ làm việc',
  'on-time-low': 'tỷ lệ đúng hạn dưới ngưỡng',
  'due-soon': 'nhiều hồ sơ sắp đến hạn',
  'ward-silent': 'đơn vị im lặng trong giờ làm việc',
  'online-low': 'tỷ lệ trực tuyến dưới ngưỡng',
};

export const STATES_VI: Readonly<Record<AlertState, string>> = {
  pending: 'chờ xác nhận',
  firing: 'đang báo',
  acknowledged: 'đã nhận',
  shelved: 'tạm gác',
  resolved: 'đã hết',
};
