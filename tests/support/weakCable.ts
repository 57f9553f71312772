import { connect, createServer, type Socket } from 'node:net';
import { watchOwnLag } from './ownLag';

export interface WeakCable {
  readonly origin: string;
  /** For so long altogether this process was not let run: no weakness of the line, but of the machine. */
  readonly heldUpMs: () => number;
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
    // One queue and one timer: timers of their own would let a piece overtake another.
    const queue: { readonly piece: Buffer | null; readonly atMs: number }[] = [];
    let isDue = false;
    const wake = (ms: number): void => {
      if (isDue) return;
      isDue = true;
      setTimeout(pump, ms);
    };
    const pump = (): void => {
      isDue = false;
      for (let next = queue[0]; next && next.atMs <= performance.now(); next = queue[0]) {
        queue.shift();
        if (next.piece) to.write(next.piece);
        else to.destroy();
      }
      if (queue[0]) wake(queue[0].atMs - performance.now());
    };
    const put = (piece: Buffer | null, lateMs: number): void => {
      queue.push({ piece, atMs: Math.max(queue.at(-1)?.atMs ?? 0, performance.now() + delayMs + lateMs) });
      wake(delayMs);
    };
    from.on('data', (part: Buffer) => {
      for (let at = 0; at < part.length; at += PIECE_BYTES) {
        put(part.subarray(at, at + PIECE_BYTES), chance() < loss ? 2 * delayMs : 0);
      }
    });
    from.on('error', () => from.destroy());
    from.on('close', () => {
      open.delete(from);
      put(null, 0);
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
  const lag = watchOwnLag();
  return {
    origin: `http://127.0.0.1:${address.port}`,
    heldUpMs: lag.heldUpMs,
    close: () => {
      lag.stop();
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
