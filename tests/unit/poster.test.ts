import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { DemoReport } from '../../server/demo/generateCity';
import { createPoster, type Poster } from '../../server/demo/poster';

type Turn = 'cut' | 'cut-in-answer' | 'busy' | 'taken' | 'refused' | 'not-mine';

let server: Server;
afterEach(() => new Promise((resolve) => server.close(resolve)));

const keys = { city: 'a', portal: 'b', ministry: 'c' };
const report = { source: 'city', arrivesAt: 0, report: { reportId: '1' } } as unknown as DemoReport;

/** A server that does these in turn; what it was sent each time. */
async function posterTo(turns: readonly Turn[]): Promise<{ poster: Poster; bodies: string[] }> {
  const bodies: string[] = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const turn = turns[bodies.length];
    bodies.push(body);
    if (turn === 'cut') return void request.socket.destroy();
    if (turn === 'cut-in-answer') {
      response.writeHead(200, { 'Content-Length': '100' }).write('{');
      return void setImmediate(() => request.socket.destroy());
    }
    const quarantined = turn === 'refused' ? [{ reason: 'no such unit' }] : [];
    response.statusCode = turn === 'busy' ? 503 : turn === 'not-mine' ? 401 : 200;
    response.end(JSON.stringify({ quarantined }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { poster: createPoster(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, keys), bodies };
}

test('a line that breaks, before or within the answer, and a busy log are tried again with the same reports', async () => {
  const { poster, bodies } = await posterTo(['cut', 'busy', 'cut-in-answer', 'taken']);
  await poster.post([report]);
  expect(bodies).toEqual(Array(4).fill('[{"reportId":"1"}]'));
});

test.each([
  ['refused', 'no such unit'],
  ['not-mine', 'could not post'],
] as const)('what will not pass by itself is said at once: %s', async (turn, said) => {
  const { poster, bodies } = await posterTo([turn]);
  await expect(poster.post([report])).rejects.toThrow(said);
  expect(bodies).toHaveLength(1);
});

test('a server that says that it cannot now is waited for, however long: a full disk ends no demo', async () => {
  const { poster, bodies } = await posterTo([...Array<Turn>(22).fill('busy'), 'taken']);
  await poster.post([report]);
  expect(bodies).toHaveLength(23);
});
