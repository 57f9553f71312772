/**
 * Milliseconds by the device's clock, which may be wrong. Only the distance of two readings on one device means anything:
 * how long ago a page that is gone kept what it showed (I6).
 */
export function deviceMs(): number {
  return performance.timeOrigin + performance.now();
}
