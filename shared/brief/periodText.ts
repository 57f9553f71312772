/** A period as the city's office writes it: "tính từ ngày 1 - 14/7", "trong ngày 14/7"; years only when they differ. */
export function periodText(from: string, to: string): string {
  const [fromYear = '', fromMonth = '', fromDay = ''] = from.split('-');
  const [toYear = '', toMonth = '', toDay = ''] = to.split('-');
  const end = `${Number(toDay)}/${Number(toMonth)}`;
  if (from === to) return `trong ngày ${end}`;
  const years = fromYear === toYear ? ['', ''] : [`/${fromYear}`, `/${toYear}`];
  const sameMonth = fromYear === toYear && fromMonth === toMonth;
  const start = sameMonth ? String(Number(fromDay)) : `${Number(fromDay)}/${Number(fromMonth)}${years[0]}`;
  return `tính từ ngày ${start} - ${end}${years[1]}`;
}
