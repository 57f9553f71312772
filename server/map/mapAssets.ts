export function loadMap(_dataDir: string): unknown {
  return {};
}
