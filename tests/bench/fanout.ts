import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import type { RunningServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { cpuSeconds, memoryKb, sleep } from './machine';

const LISTENERS = fileURLToPath(new URL('./listeners.mjs', import.meta.url));
const SECONDS = 20;
const FRAMES_A_SECOND = 2;

/** Two thousand screens, two frames a second: share of one core, memory a screen, what arrived. */
export async function fanOut(server: RunningServer, key: string, clients: number) {
  const pid = server.process.pid ?? 0;
  const before = memoryKb(pid).resident;
  const crowd = await gather(server.origin, clients, 'io');
  await sleep(2000);
  const perClient = (memoryKb(pid).resident - before) / clients;
  const start = await ask(crowd);
  const idleFrom = cpuSeconds(pid);
  const from = performance.now();
  for (let i = 0; performance.now() - from < SECONDS * 1000; i++) {
    await post(server.origin, key, [simpleReport(`fan-${from}-${i}`)]);
    await sleep(Math.max(0, from + ((i + 1) * 1000) / FRAMES_A_SECOND - performance.now()));
  }
  const seconds = (performance.now() - from) / 1000;
  const cpu = cpuSeconds(pid) - idleFrom;
  const end = await ask(crowd);
  crowd.kill();
  const frames = (end.heard - start.heard) / clients;
  return {
    clients,
    framesPerSecond: round(frames / seconds),
    bytesPerFrame: Math.round((end.bytes - start.bytes) / Math.max(1, end.heard - start.heard)),
    coreShare: round(cpu / seconds),
    kbPerClient: round(perClient),
  };
}

/** The limit: the same number of bytes to as many plain ws sockets, from this process. */
export async function rawBroadcast(clients: number, bytes: number) {
  const server = new WebSocketServer({ port: 0, perMessageDeflate: false });
  server.on('connection', (socket) => socket.send('ready'));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const crowd = await gather(`http://127.0.0.1:${port}`, clients, 'raw');
  const text = 'x'.repeat(bytes);
  const from = performance.now();
  const cpuFrom = cpuSeconds(process.pid);
  for (let i = 0; i < SECONDS * FRAMES_A_SECOND; i++) {
    for (const socket of server.clients) socket.send(text);
    await sleep(Math.max(0, from + ((i + 1) * 1000) / FRAMES_A_SECOND - performance.now()));
  }
  const coreShare = round((cpuSeconds(process.pid) - cpuFrom) / ((performance.now() - from) / 1000));
  crowd.kill();
  server.close();
  return { coreShare };
}

function gather(origin: string, clients: number, mode: 'io' | 'raw'): Promise<ChildProcess> {
  const child = fork(LISTENERS, [origin, String(clients), mode]);
  return new Promise((resolve, reject) => {
    child.on('message', (news: { open?: number; error?: string }) => {
      if (news.open) resolve(child);
      if (news.error) reject(new Error(news.error));
    });
  });
}

function ask(child: ChildProcess): Promise<{ heard: number; bytes: number }> {
  return new Promise((resolve) => {
    child.once('message', resolve);
    child.send('?');
  });
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
