export interface DemoReport {
  readonly arrivesAt: number;
  readonly source: 'city' | 'portal' | 'ministry';
  readonly report: unknown;
}
export const DEMO = { historyFrom: 0, historyTo: 0, opensAt: 0, lapEndsAt: 0 };
export function generateDemoCity(_p: unknown): readonly DemoReport[] {
  return [];
}
