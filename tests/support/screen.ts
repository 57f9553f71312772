import { io, type Socket } from 'socket.io-client';
import type { Frame, Heartbeat, JoinAnswer, Snapshot, Ticker } from '../../shared/protocol';
import { applyFrame, judgeFrame, type Place, placeOf } from '../../shared/replica';
import type { ClientToServer, ServerToClient } from '../../shared/socketEvents';

/** A screen without a page: joins, keeps the replica, remembers what it heard. */
export interface TestScreen {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly board: () => Snapshot;
  readonly place: () => Place;
  readonly frames: readonly Frame[];
  readonly beats: readonly Heartbeat[];
  readonly tickers: readonly Ticker[];
  readonly join: (view?: string, protocol?: number) => Promise<JoinAnswer>;
  readonly close: () => void;
}

export async function openScreen(origin: string, view = 'wall', cookie?: string): Promise<TestScreen> {
  const socket: Socket<ServerToClient, ClientToServer> = io(origin, {
    transports: ['websocket'],
    forceNew: true,
    ...(cookie !== undefined && { extraHeaders: { Cookie: cookie } }),
  });
  const frames: Frame[] = [];
  const beats: Heartbeat[] = [];
  const tickers: Ticker[] = [];
  let board: Snapshot | null = null;
  const join: TestScreen['join'] = (asked = view, protocol = 1) =>
    new Promise((resolve) => {
      socket.emit('join', { view: asked, protocol }, (answer) => {
        if (answer.ok) board = answer.snapshot;
        resolve(answer);
      });
    });
  socket.on('frame', (frame) => {
    frames.push(frame);
    if (!board) return;
    const verdict = judgeFrame(placeOf(board), frame);
    if (verdict === 'take') board = { ...applyFrame(board, frame), rev: frame.rev, asOf: frame.asOf };
    else if (verdict === 'resync') void join();
  });
  socket.on('heartbeat', (beat) => beats.push(beat));
  socket.on('ticker', (ticker) => tickers.push(ticker));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
  });
  await join();
  const known = (): Snapshot => {
    if (!board) throw new Error('this screen has no snapshot');
    return board;
  };
  return {
    socket,
    board: known,
    place: () => placeOf(known()),
    frames,
    beats,
    tickers,
    join,
    close: () => socket.disconnect(),
  };
}
