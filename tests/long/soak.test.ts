import { expect, test } from 'vitest';
import { memoryKb, sleep } from '../bench/machine';
import { openScreen } from '../support/screen';
import { startServer } from '../support/server';

const MINUTES = 10;
const GROWTH_LIMIT = 1.3;

test(`the demo city plays for ${MINUTES} minutes, lap after lap, without growing`, async () => {
  const server = await startServer({ env: { DEMO: 'on', DEMO_SPEED: '1200' } });
  try {
    const screens = await Promise.all(Array.from({ length: 50 }, () => openScreen(server.origin)));
    const pid = server.process.pid ?? 0;
    await sleep(60_000);
    const early = memoryKb(pid).resident;
    await sleep((MINUTES - 1) * 60_000);
    expect(memoryKb(pid).resident).toBeLessThan(early * GROWTH_LIMIT);
    expect(new Set(screens[0]?.beats.map((beat) => beat.epoch)).size).toBeGreaterThan(3);
    for (const screen of screens) screen.close();
  } finally {
    await server.dispose();
  }
});
