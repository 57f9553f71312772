/** Words of the wall's scenes beside the first catalogue. */
export const WALL_VI = {
  sameClock: 'Tiếp nhận cùng giờ',
  lastFortnight: '14 ngày gần nhất',
  upToNow: 'tính đến cùng giờ',
  shelved: 'tạm gác',
  shelvedUntil: 'tạm gác đến',
  taken: 'đã có người nhận',
  actionsAbout:
    'Số cảnh báo cần xử lý đang báo hoặc đã có người nhận; cảnh báo tạm gác không tính. Nhiều cảnh báo cùng quy tắc gộp thành một dòng.',
  change15About: 'Mức thay đổi trong 15 phút qua của số liệu hôm nay hoặc số đang tồn.',
  from0to100: 'từ 0 đến 100%, mỗi vạch một đơn vị',
  lostSignal: 'mất tín hiệu',
  since: 'từ',
  value: 'Giá trị',
  methodA: 'cách tính A',
  tooManyNote: 'từ bản tin 1.001 không tính; hỏi nơi gửi',
  serverTrouble: 'chưa nhận hồ sơ mới; số liệu đúng đến lúc đó',
};
