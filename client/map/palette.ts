/** The colours in force, read from the page's tokens: MapLibre and the choice of ink need them as values. */
export interface Palette {
  readonly of: (token: string) => string;
  /** Ink for a name on a class: light where it is legible, else dark (contrast of WCAG 2.2, at least 4.6). */
  readonly inkOn: (cls: string | null) => 'light' | 'dark';
}

export const CLASSES = ['bi-00', 'bi-01', 'bi-02', 'bi-10', 'bi-11', 'bi-12', 'bi-20', 'bi-21', 'bi-22'] as const;
const LEAST_CONTRAST = 4.6;
const LIGHT_INK = '#f2f5f7';

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const of = (token: string) => style.getPropertyValue(`--${token}`).trim();
  const light = new Set(CLASSES.filter((cls) => contrast(of(cls), LIGHT_INK) >= LEAST_CONTRAST).map(String));
  const groundIsDark = contrast(of('bg') || '#000000', LIGHT_INK) >= LEAST_CONTRAST;
  return { of, inkOn: (cls) => ((cls === null ? groundIsDark : light.has(cls)) ? 'light' : 'dark') };
}

/** Contrast ratio of two colours (WCAG 2.2, relative luminance). */
export function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
