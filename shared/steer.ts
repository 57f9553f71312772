/** What a phone may ask of the presenter that it is paired with: the keys of a clicker, a unit, a light dot. */
export const STEER_KEYS = ['next', 'previous', 'up', 'down', 'freeze', 'play', 'variant', 'period'] as const;
export type SteerKey = (typeof STEER_KEYS)[number];

export type Steer =
  | { readonly kind: 'key'; readonly key: SteerKey }
  | { readonly kind: 'unit'; readonly ward: string }
  /** Place of the light dot in parts of the page's width and height; null: it is switched off. */
  | { readonly kind: 'dot'; readonly at: readonly [x: number, y: number] | null };

/** What the presenter shows, for the phone's own small screen. */
export interface Presented {
  readonly title: string;
  readonly period: string;
  readonly frozen: boolean;
}
