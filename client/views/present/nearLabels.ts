export interface NearLabel {
  readonly code: string;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
}

export interface LabelFrame {
  readonly width: number;
  readonly height: number;
}

/** Of the type on the map of neighbours: width of a letter at most, height of a line. */
const LETTER = 17;
const LINE = 38;
const STEP = 6;
const MOST_STEPS = 80;

/** Names never lie on each other: the first keeps its place, each later one gives way, away from what it covers. */
export function placeLabels(labels: readonly NearLabel[], { width, height }: LabelFrame): readonly NearLabel[] {
  const placed: NearLabel[] = [];
  for (const label of labels) {
    let [x, y] = [label.x, label.y];
    const half = halfOf(label);
    for (let step = 0; step < MOST_STEPS; step++) {
      const other = placed.find((one) => overlaps({ ...label, x, y }, one));
      if (!other) break;
      const [dx, dy] = [x - other.x, y - other.y];
      const far = Math.hypot(dx, dy) || 1;
      // Two at the same place part upright: a line is lower than a name is long.
      x += far === 1 ? 0 : (dx / far) * STEP;
      y += far === 1 ? STEP : (dy / far) * STEP;
      x = Math.min(width - half.x, Math.max(half.x, x));
      y = Math.min(height - half.y, Math.max(LINE, y));
    }
    placed.push({ ...label, x, y });
  }
  return placed;
}

function halfOf({ lines }: NearLabel) {
  return { x: (Math.max(...lines.map((line) => line.length)) * LETTER) / 2, y: (lines.length * LINE) / 2 };
}

/** `y` is the first line's; boxes are compared by their middles. */
function overlaps(a: NearLabel, b: NearLabel): boolean {
  const [half, other] = [halfOf(a), halfOf(b)];
  const middle = (one: NearLabel, of: { readonly y: number }) => one.y - LINE / 2 + of.y;
  return Math.abs(a.x - b.x) < half.x + other.x && Math.abs(middle(a, half) - middle(b, other)) < half.y + other.y;
}
