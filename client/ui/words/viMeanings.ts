import type { RuleName } from '../../../shared/alerts';
import type { METRICS } from '../../../shared/metrics';
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

/** What each figure counts. */
export const EXPLAIN_VI: Readonly<Record<keyof typeof METRICS, string>> = {
  received: 'Số hồ sơ được tiếp nhận trong kỳ, mỗi hồ sơ một lần; không gồm hồ sơ mới đăng ký hoặc bị từ chối.',
  resolved: 'Số hồ sơ đã xử lý xong trong kỳ: trước hạn, đúng hạn và quá hạn.',
  onlineRate: 'Số hồ sơ nộp trực tuyến chia cho số hồ sơ tiếp nhận trong kỳ.',
  onTimeRate: 'Cách tính A: số hồ sơ xong trước hạn và đúng hạn chia cho số hồ sơ đã giải quyết trong kỳ.',
  onTimeRateB:
    'Cách tính B, theo QĐ 766: số hồ sơ xong trước hạn, đúng hạn và đang xử lý còn hạn chia cho số đã giải quyết và đang xử lý.',
  onTimeRateC: 'Cách tính C: số hồ sơ xong trước hạn và đúng hạn chia cho số hồ sơ tiếp nhận trong kỳ.',
  open: 'Số hồ sơ đã tiếp nhận, chưa xong và không tạm dừng, còn hạn lẫn quá hạn.',
  dueSoon: 'Số hồ sơ đang xử lý sẽ đến hạn trong 4 giờ làm việc tới.',
  pendingOverdue: 'Số hồ sơ đang xử lý đã qua ngày hẹn trả, không kể hồ sơ đang tạm dừng.',
  awaitingIntake: 'Số hồ sơ đã nộp, đang chờ được tiếp nhận.',
  paused: 'Số hồ sơ tạm dừng: chờ bổ sung giấy tờ hoặc chờ thực hiện nghĩa vụ tài chính.',
};
