import type { METRICS } from '../../../shared/metrics';

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
