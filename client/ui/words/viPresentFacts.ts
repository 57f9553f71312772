/** How each number of the brief came about: formula, and what its numerator and denominator count. */
export const FACTS_VI = {
  formula: 'Cách tính',
  numerator: 'Tử số',
  denominator: 'Mẫu số',
  decimals: 'Viết trong bản tin',
  twoDecimals: 'hai số lẻ',
  noDecimals: 'làm tròn',
  receivedOnline: 'hồ sơ tiếp nhận qua kênh trực tuyến',
  received: 'hồ sơ tiếp nhận',
  onTime: 'hồ sơ xong trước hạn hoặc đúng hạn',
  onTimeB: 'hồ sơ xong trước hạn, đúng hạn, và đang xử lý trong hạn ở cuối kỳ',
  A: 'hồ sơ đã giải quyết',
  B: 'hồ sơ đã giải quyết và đang xử lý ở cuối kỳ (QĐ 766)',
  C: 'hồ sơ tiếp nhận',
  inPeriod: 'trong kỳ',
  onLastDay: 'riêng ngày cuối kỳ',
  leastN: 'Chỉ xếp hạng đơn vị có từ',
} as const;

export const FACT_FORMULAS_VI: Readonly<Record<string, string>> = {
  received: 'Số hồ sơ được tiếp nhận trong kỳ, mỗi hồ sơ đếm một lần, không tính hồ sơ chờ hoặc bị từ chối.',
  units: 'Số xã, phường có tiếp nhận ít nhất một hồ sơ trong kỳ.',
  onlineRate: 'Tiếp nhận trực tuyến ÷ tiếp nhận.',
  resolved: 'Số hồ sơ xong trong kỳ: trước hạn + đúng hạn + quá hạn.',
  onTimeRate: 'Đúng hạn theo cách đã chọn.',
  topOnline: 'Tỷ lệ trực tuyến cao nhất trong các đơn vị.',
  topOnTime: 'Tỷ lệ đúng hạn cao nhất trong các đơn vị.',
  dayReceived: 'Số hồ sơ được tiếp nhận riêng ngày cuối kỳ.',
  dayOnlineRate: 'Tiếp nhận trực tuyến ÷ tiếp nhận, riêng ngày cuối kỳ.',
  dayTopOnline: 'Tỷ lệ trực tuyến cao nhất trong các đơn vị, riêng ngày cuối kỳ.',
  overdue: 'Hồ sơ đang xử lý đã qua hẹn trả, tính ở cuối kỳ.',
  overdueUnits: 'Số đơn vị có ít nhất một hồ sơ quá hạn đang xử lý ở cuối kỳ.',
};
