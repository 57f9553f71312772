/** Where each name stands: a name must never vanish, so places are set and not left to collision. */
import { wardPlaces } from '../board/wardFacts';
import { INSET_FRAME, type Projection } from './geometry';

export interface LabelPlace {
  readonly code: string;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  /** `start`: over the sea beside its ward, with a leader to the anchor point. */
  readonly align: 'middle' | 'start';
  readonly anchor: readonly [number, number];
  /** The place of its larger name while it asks for action. */
  readonly act: readonly [x: number, y: number];
}

type Offset = readonly [dx: number, dy: number, align?: 'start'];

/** Design pixels from the label point, on the map of the whole city. */
const CITY_OFFSETS: Readonly<Record<string, Offset>> = {
  '19828': [0, 10],
  '19873': [52, -18, 'start'],
  '19867': [-4, 4],
  '19885': [4, 18],
  '19945': [58, -34, 'start'],
  '19942': [-4, 22],
  '20122': [74, 30, 'start'],
  '19900': [44, -46, 'start'],
  '19918': [0, 6],
  '19975': [10, 6],
  '20131': [0, 40],
  '20140': [6, -40],
  '20107': [14, 70],
  '19996': [6, 36],
  '19858': [-6, 34],
  '20137': [20, -4],
  '20044': [0, 2],
  '20050': [-84, -118],
  '20182': [20, 0],
  '20101': [4, 6],
  '20179': [-10, -10],
  '20071': [6, -2],
};

/** Where the larger name of a ward that asks for action stands, if its usual place has no room for it. */
const ACT_OFFSETS: Readonly<Record<string, Offset>> = {
  '19945': [-108, -78, 'start'],
  '19873': [52, -18, 'start'],
  '20122': [74, 60, 'start'],
};

/** The same in the inset. */
const CORE_OFFSETS: Readonly<Record<string, Offset>> = {
  '20014': [0, 30],
  '19774': [4, 40],
  '19969': [0, 30],
  '19813': [-24, -30],
  '20017': [56, -40],
  '19930': [6, 0],
  '19815': [4, 6],
  '19804': [18, 0],
};

/** Wards whose name stands in the inset and not on the map of the city. */
const CORE_WARDS: ReadonlySet<string> = new Set([
  '19753',
  '19774',
  '19777',
  '19789',
  '19804',
  '19813',
  '19815',
  '19909',
  '19930',
  '20014',
  '19969',
  '20017',
]);
/** Names that are drawn in one line although they are long: their ward is wide. */
const ONE_LINE: ReadonlySet<string> = new Set(['19819', '20182', '20035', '20179']);
const LONG = 8;
const CLEAR_OF_EDGE = 70;

export function cityLabels(projection: Projection): readonly LabelPlace[] {
  return wardPlaces
    .filter((ward) => !CORE_WARDS.has(ward.code))
    .map(({ code, name, label }) => {
      const [dx, dy, align] = CITY_OFFSETS[code] ?? [0, 0];
      const anchor = projection.point(label);
      const lines = align ? [name] : splitName(code, name);
      const [actDx, actDy] = ACT_OFFSETS[code] ?? [dx, dy];
      return {
        code,
        lines,
        x: anchor[0] + dx,
        y: anchor[1] + dy,
        align: align ?? 'middle',
        anchor,
        act: [anchor[0] + actDx, anchor[1] + actDy],
      };
    });
}

export function coreLabels(projection: Projection): readonly LabelPlace[] {
  const { x: left, y: top, width, height } = INSET_FRAME;
  return wardPlaces
    .filter(({ code }) => CORE_WARDS.has(code))
    .map(({ code, name, label }) => {
      const [dx, dy] = CORE_OFFSETS[code] ?? [0, 0];
      const anchor = projection.point(label);
      const x = Math.min(left + width - CLEAR_OF_EDGE, Math.max(left + CLEAR_OF_EDGE, anchor[0] + dx));
      const y = Math.min(top + height - CLEAR_OF_EDGE, anchor[1] + dy);
      return { code, lines: name.split(' '), x, y, align: 'middle', anchor, act: [x, y] };
    });
}

function splitName(code: string, name: string): readonly string[] {
  if (name.includes(' – ')) return name.split(' – ').map((part, i) => (i === 0 ? `${part} –` : part));
  if (name.length <= LONG || ONE_LINE.has(code) || name.startsWith('A Lưới')) return [name];
  const [first = name, ...rest] = name.split(' ');
  return [first, rest.join(' ')];
}
