import { createServer, request } from 'node:http';

/** A proxy that passes plain calls but no WebSocket, as many in offices do, until it is mended. */
export interface DeafProxy {
  readonly origin: string;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
}

export async function openDeafProxy(targetOrigin: string): Promise<DeafProxy> {
  const { hostname, port } = new URL(targetOrigin);
  let isDeaf = true;
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
    const far = request({ hostname, port, path: from.url, headers: from.headers });
    far.on('error', () => near.destroy());
    far.on('upgrade', (answer, through) => {
      const head = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
      near.write(`HTTP/1.1 101 Switching Protocols\r\n${head.join('\r\n')}\r\n\r\n`);
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
    close: () => {
      proxy.closeAllConnections();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
}
