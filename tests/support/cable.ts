import { connect, createServer, type Socket } from 'node:net';

/** A cable between a screen and the server that can be pulled and put back: nothing is closed, nothing gets through. */
export interface Cable {
  readonly origin: string;
  readonly pull: () => void;
  readonly plug: () => void;
  readonly close: () => Promise<void>;
}

export async function layCable(targetOrigin: string): Promise<Cable> {
  const port = Number(new URL(targetOrigin).port);
  const sockets = new Set<Socket>();
  let pulled = false;
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (part) => to.write(part));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        // What came through before is still handed over.
        to.destroySoon();
      });
      if (pulled) from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the cable has no end');
  const each = (act: (socket: Socket) => void): void => {
    for (const socket of sockets) act(socket);
  };
  return {
    origin: `http://127.0.0.1:${address.port}`,
    pull: () => {
      pulled = true;
      each((socket) => socket.pause());
    },
    plug: () => {
      pulled = false;
      each((socket) => socket.resume());
    },
    close: () => {
      each((socket) => socket.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
