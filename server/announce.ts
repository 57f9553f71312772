import type { Access } from './auth/access';
import { wards } from './reference';

export interface AnnounceParts {
  readonly host: string;
  readonly port: number;
  readonly demo: boolean;
  readonly access: Access;
}

/** The unit that the demo's ward link opens: the one with most dossiers. */
const DEMO_WARD = '19753';

/** Says on the console where to look, and what a first run still needs. */
export function announce({ host, port, demo, access }: AnnounceParts): void {
  const shown = host === '0.0.0.0' || host === '127.0.0.1' ? 'localhost' : host;
  const origin = `http://${shown}:${port}`;
  const line = (name: string, address: string, hint = ''): void =>
    console.log(`  ${name.padEnd(8)}${address}${hint === '' ? '' : `   (${hint})`}`);
  console.log(`${demo ? 'Demo city (simulated figures)' : 'Operations wall'} on ${origin}`);
  line('wall', `${origin}/wall`);
  if (demo) {
    const ward = wards.find((one) => one.code === DEMO_WARD)?.code ?? '';
    const operator = access.openLink({ name: 'Trực ban (mô phỏng)', role: 'operator', ward: null });
    const chair = access.openLink({ name: 'Chủ tịch phường (mô phỏng)', role: 'ward_chair', ward });
    const leader = access.openLink({ name: 'Lãnh đạo (mô phỏng)', role: 'leader', ward: null });
    line('present', `${origin}/present#link=${leader}`, 'signs in once; without it one may look');
    line('ops', `${origin}/ops#link=${operator}`, 'signs in once');
    line('ward', `${origin}/ward/${ward}#link=${chair}`, 'signs in once');
    return;
  }
  line('present', `${origin}/present`);
  line('ward', `${origin}/ward`);
  line('ops', `${origin}/ops`);
  if (access.users.any()) return;
  console.log('');
  console.log('No user exists yet, so nobody can sign in. Make the first one:');
  console.log('  npm run users -- create NAME --role admin');
  console.log('It prints a one-time password for /ops; there screens are paired and further users made.');
}
