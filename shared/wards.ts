/** How any of the city's 40 communal units is called (source: data/wards.json, official codes of NQ 1675/NQ-UBTVQH15). */
export interface WardName {
  /** Official 5-digit code; the only key to join by. */
  readonly code: string;
  /** Bare name in NFC, as the city writes it. */
  readonly name: string;
  readonly kind: 'phường' | 'xã';
}

/** What else is known of it (data/wardFacts.json): few screens need it. */
export interface WardFacts {
  readonly areaKm2: number;
  readonly population: number;
  /** [longitude, latitude], WGS 84, inside the unit. */
  readonly label: readonly [number, number];
  readonly neighbours: readonly string[];
}

export type Ward = WardName & WardFacts;

export const WARD_COUNT = 40;
/** Dossiers of the city's own departments: shown beside the city, never inside it (D8). */
export const CITY_LEVEL_CODE = '00046';
/** What an official code of a unit looks like, known or not. */
export const UNIT_CODE = /^\d{5}$/;
