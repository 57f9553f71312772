import { connect, createServer, type Socket } from 'node:net';

export interface WeakCable {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

interface Weakness {
  /** One way. */
  readonly delayMs: number;
  /** The share of pieces that get lost: to a program that is a pause until the piece is sent again. */
  readonly loss: number;
  readonly seed: number;
}

const PIECE_BYTES = 1400;

/** A line such as a commune's mobile network: every piece takes its time, some are sent twice, their order stays. */
export async function layWeakCable(targetOrigin: string, { delayMs, loss, seed }: Weakness): Promise<WeakCable> {
  const port = Number(new URL(targetOrigin).port);
  const open = new Set<Socket>();
  let state = seed;
  const chance = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const carry = (from: Socket, to: Socket): void => {
    let freeAt = 0;
    from.on('data', (part: Buffer) => {
      for (let at = 0; at < part.length; at += PIECE_BYTES) {
        const again = chance() < loss ? 2 * delayMs : 0;
        freeAt = Math.max(freeAt, performance.now() + delayMs + again);
        setTimeout(() => to.write(part.subarray(at, at + PIECE_BYTES)), freeAt - performance.now());
      }
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      open.delete(from);
      setTimeout(() => to.destroy(), Math.max(0, freeAt - performance.now()) + 10);
    });
  };
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
    }
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the cable has no end');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
