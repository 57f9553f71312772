/** Words around what wards tell the centre. */
export const NOTES_VI = {
  unitSays: 'Đơn vị báo',
  since: 'từ',
  until: 'đến',
  centre: 'Trung tâm',
  notesOfPeriod: 'Đơn vị báo trong kỳ',
};
