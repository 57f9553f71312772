import type { Lang } from '../shared/formats';

/** What the address asks for. */
export interface Route {
  readonly path: string;
  readonly lang: Lang;
  readonly theme: 'dark' | 'light';
  /** Pixels of the 3840-px wall per minute of arc at the farthest seat. */
  readonly arcPx: number;
}

/** A 3×3 wall of 55″ seen from 8 m (design guide, reference). */
const REFERENCE_ARC_PX = 2.45;
const WALL_PX = 3840;
const INCH_MM = 25.4;
/** Beyond this nothing of the scene would fit; the farthest seat must come closer. */
const MAX_ARC_PX = 3.7;
const WIDTH_OF_DIAGONAL = 16 / Math.hypot(16, 9);

export function readRoute(location: Pick<Location, 'pathname' | 'search'>): Route {
  const query = new URLSearchParams(location.search);
  return {
    path: location.pathname.replace(/\/+$/, '') || '/',
    lang: query.get('lang') === 'en' ? 'en' : 'vi',
    theme: query.get('theme') === 'light' ? 'light' : 'dark',
    arcPx: arcPx(Number(query.get('distance')), Number(query.get('diagonal'))),
  };
}

/** Pixels per minute of arc for a wall of `diagonal` inches seen from `distance` metres; the reference without both. */
export function arcPx(distance: number, diagonal: number): number {
  if (!(distance > 0) || !(diagonal > 0)) return REFERENCE_ARC_PX;
  const pitchMm = (diagonal * INCH_MM * WIDTH_OF_DIAGONAL) / WALL_PX;
  const px = (distance * 1000 * Math.tan(Math.PI / 180 / 60)) / pitchMm;
  return Math.min(MAX_ARC_PX, Math.max(REFERENCE_ARC_PX, px));
}

/** Above this the scene drops what is not needed from the farthest seat (layout L); type is never shrunk to fit. */
export const LAYOUT_L_FROM = 2.8;
