import { formatInstant } from '../../shared/localTime';
import { openScreen } from '../support/screen';
import type { RunningServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { until } from '../support/until';
import { machineNow, spread } from './workload';

const DAY_MS = 86_400_000;
const WARDS = ['19753', '19774', '19777', '19789', '19804', '19813', '19815', '19819'];

/** From the answer of a POST that holds the cause of an alert to the alert at a screen; its rule has no hold time. */
export async function alertLatency(server: RunningServer, key: string) {
  const screen = await openScreen(server.origin);
  const rings = (ward: string) =>
    screen.board().alerts.some((one) => one.rule === 'overdue-count' && one.subject === ward && one.state === 'firing');
  const delays: number[] = [];
  for (const wardCode of WARDS.filter((ward) => !rings(ward))) {
    const due = {
      receivedAt: formatInstant(machineNow() - 20 * DAY_MS),
      dueAt: formatInstant(machineNow() - 3 * DAY_MS),
    };
    const reports = Array.from({ length: 6 }, (_, i) => simpleReport(`alert-${wardCode}-${i}`, { wardCode, ...due }));
    await post(server.origin, key, reports);
    const answered = performance.now();
    await until(() => rings(wardCode), 'it rings');
    delays.push(performance.now() - answered);
  }
  screen.close();
  return { ms: spread(delays) };
}
