/** A name as it is typed without marks: "Thuận Hóa" → "thuan hoa". */
export function plainText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/**
 * Units that a few typed letters mean, best first: by their number in the list (1…40), by code, by the start of the
 * name, of its words ("ph x" → Phú Xuân) or of its initials ("px"), then anywhere in it.
 */
export function findUnits<T extends { readonly code: string; readonly name: string }>(
  units: readonly T[],
  typed: string,
): readonly T[] {
  const wanted = plainText(typed);
  if (wanted === '') return units;
  const scored = units.flatMap((unit, i) => {
    const score = scoreOf(unit, String(i + 1), wanted);
    return score === null ? [] : [{ unit, score }];
  });
  return scored.sort((a, b) => a.score - b.score).map(({ unit }) => unit);
}

function scoreOf(
  unit: { readonly code: string; readonly name: string },
  number: string,
  wanted: string,
): number | null {
  const name = plainText(unit.name);
  const words = name.split(' ');
  if (number === wanted || unit.code === wanted || name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const typed = wanted.split(' ');
  if (typed.every((part, i) => words[i]?.startsWith(part))) return 2;
  if (
    words
      .map((word) => word[0])
      .join('')
      .startsWith(wanted)
  )
    return 3;
  if (typed.every((part) => words.some((word) => word.startsWith(part)))) return 4;
  return name.includes(wanted) ? 5 : null;
}
