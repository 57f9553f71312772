import { createServer, request } from 'node:http';
import type { Duplex } from 'node:stream';

/** A proxy that passes plain calls but no WebSocket, as many in offices do, until it is mended. */
export interface DeafProxy {
  readonly origin: string;
  readonly mend: () => void;
  /** Cuts the WebSockets that it passed, and passes none from now on. */
  readonly deafen: () => void;
  readonly close: () => Promise<void>;
}

export async function openDeafProxy(targetOrigin: string, beginsDeaf = true): Promise<DeafProxy> {
  const { hostname, port } = new URL(targetOrigin);
  let isDeaf = beginsDeaf;
  const passed = new Set<Duplex>();
  const proxy = createServer((from, to) => {
    const far = request({ hostname, port, path: from.url, method: from.method, headers: from.headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    far.on('error', () => to.destroy());
    from.pipe(far);
  });
  proxy.on('upgrade', (from, near) => {
    near.on('error', () => near.destroy());
    if (isDeaf) {
      near.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      return;
    }
    passed.add(near);
    near.on('close', () => passed.delete(near));
    const far = request({ hostname, port, path: from.url, headers: from.headers });
    far.on('error', () => near.destroy());
    far.on('upgrade', (answer, through, first) => {
      const head = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
      near.write(`HTTP/1.1 101 Switching Protocols\r\n${head.join('\r\n')}\r\n\r\n`);
      // What the server said first may have come along with its answer.
      near.write(first);
      through.on('error', () => near.destroy());
      through.pipe(near).pipe(through);
    });
    far.end();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no address');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    mend: () => {
      isDeaf = false;
    },
    deafen: () => {
      isDeaf = true;
      for (const near of passed) near.destroy();
    },
    close: () => {
      for (const near of passed) near.destroy();
      proxy.closeAllConnections();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
}
