import type { StorageFault } from '../../../shared/conditions';

/** What is wrong with the server itself, and what to do about it. */
export const CONDITIONS_VI = {
  since: 'từ',
  serverClock: 'giờ máy chủ',
  expected: 'đáng lẽ',
  clockJumped: 'Đồng hồ máy chủ nhảy, không ghi nhận gì',
  reportsRefused: 'Bản tin mới đang bị từ chối, sẽ tự nhận lại khi ghi được.',
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

export const STORAGE_VI: Readonly<Record<StorageFault, string>> = {
  full: 'Máy chủ không ghi được dữ liệu (đĩa đầy)',
  'read-only': 'Máy chủ không ghi được dữ liệu (đĩa chỉ đọc)',
  failing: 'Máy chủ không ghi được dữ liệu (đĩa lỗi)',
};
