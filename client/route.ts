import type { Lang } from '../shared/formats';

/** What the address asks for. */
export interface Route {
  readonly path: string;
  readonly lang: Lang;
  /** null: as the view has it. */
  readonly theme: 'dark' | 'light' | null;
  /** Pixels of the 3840-px wall per minute of arc at the farthest seat. */
  readonly arcPx: number;
  /** Minutes of arc that the needed text has at the farthest seat: 16 by design, less where the wall is too small. */
  readonly arcMinutes: number;
  /** Seconds in the rotation by scene, from `?play=overview:90,units:45`; scenes not named take no turn; null: as the scenes say. */
  readonly play: ReadonlyMap<string, number> | null;
  /** The scene to hold; null: the rotation. */
  readonly scene: string | null;
  /** The ward it is about (`?ward=`, or `/ward/CODE`); null: the wall's spotlight takes whichever needs it most, the tablet asks. */
  readonly ward: string | null;
}

/** A 3×3 wall of 55″ seen from 8 m (design guide, reference). */
export const REFERENCE_ARC_PX = 2.45;
const WALL_PX = 3840;
const NEEDED_MINUTES = 16;
const INCH_MM = 25.4;
/** Beyond this nothing of the scene would fit; the farthest seat must come closer. */
const MAX_ARC_PX = 3.7;
const WIDTH_OF_DIAGONAL = 16 / Math.hypot(16, 9);

export function readRoute(location: Pick<Location, 'pathname' | 'search'>): Route {
  const query = new URLSearchParams(location.search);
  const theme = query.get('theme');
  const wanted = arcPx(Number(query.get('distance')), Number(query.get('diagonal')));
  const path = location.pathname.replace(/\/+$/, '') || '/';
  return {
    path,
    lang: query.get('lang') === 'en' ? 'en' : 'vi',
    theme: theme === 'light' || theme === 'dark' ? theme : null,
    arcPx: fittingPx(wanted),
    arcMinutes: Math.round((10 * NEEDED_MINUTES * fittingPx(wanted)) / wanted) / 10,
    play: readPlay(query.get('play')),
    scene: query.get('scene'),
    ward: query.get('ward') ?? /^\/ward\/([^/]+)$/.exec(path)?.[1] ?? null,
  };
}

const LEAST_TURN_SECONDS = 5;

/** What cannot be read is left out; nothing readable is no wish at all. */
function readPlay(text: string | null): Route['play'] {
  const turns = (text ?? '').split(',').flatMap((turn): [string, number][] => {
    const [name, seconds] = turn.split(':');
    return name && Number(seconds) >= LEAST_TURN_SECONDS ? [[name.trim(), Number(seconds)]] : [];
  });
  return turns.length === 0 ? null : new Map(turns);
}

/** Pixels per minute of arc for a wall of `diagonal` inches seen from `distance` metres; the reference without both. */
export function arcPx(distance: number, diagonal: number): number {
  if (!(distance > 0) || !(diagonal > 0)) return REFERENCE_ARC_PX;
  const pitchMm = (diagonal * INCH_MM * WIDTH_OF_DIAGONAL) / WALL_PX;
  return (distance * 1000 * Math.tan(Math.PI / 180 / 60)) / pitchMm;
}

/** The same within what the scenes can be drawn with. */
export function fittingPx(px: number): number {
  return Math.min(MAX_ARC_PX, Math.max(REFERENCE_ARC_PX, px));
}

/** Above this the scene drops what is not needed from the farthest seat (layout L); type is never shrunk to fit. */
export const LAYOUT_L_FROM = 2.8;
