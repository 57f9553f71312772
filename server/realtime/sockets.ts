import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import {
  type ClientToServer,
  type JoinAnswer,
  type JoinReason,
  PROTOCOL,
  type ServerToClient,
  type Snapshot,
  VIEWS,
  type View,
} from '../../shared/protocol';
import { monotonicMs } from '../clock';
import type { Outgoing } from './publisher';

/** What every viewer of aggregates hears. Rooms are joined by the server, never on request (I12). */
const BOARD_ROOM = 'board';
export const MAX_CONNECTIONS = 5000;
const MAX_MESSAGE_BYTES = 4096;
/** A screen that asks for snapshots faster than this is ill; it is told to wait (I10). */
const JOINS_A_MINUTE = 120;

const joinSchema = z.object({ view: z.string().max(20), protocol: z.number() });

export interface Sockets {
  readonly send: (message: Outgoing) => void;
  readonly listeners: () => number;
  readonly close: () => Promise<void>;
}

interface SocketParts {
  readonly http: HttpServer;
  readonly snapshot: () => Snapshot;
  /** False while the board is loaded or exchanged: a screen that joins then waits for its answer. */
  readonly ready: () => boolean;
  /** Views that anybody may watch. */
  readonly openViews: ReadonlySet<View>;
}

export function attachSockets({ http, snapshot, ready, openViews }: SocketParts): Sockets {
  const io = new Server<ClientToServer, ServerToClient>(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest: (request, decide) => decide(null, sameOrigin(request.headers.origin, request.headers.host)),
  });
  io.on('connection', (socket) => {
    const joins = createJoinBudget();
    socket.on('join', (request: unknown, answer: unknown) => {
      // Not ready: unanswered, so the screen asks again after its timeout instead of being turned away for good.
      if (typeof answer !== 'function' || !ready()) return;
      const refused = refusal(request, openViews, io.engine.clientsCount, joins);
      // One synchronous stretch: what is published after this snapshot reaches the socket (I5).
      answer(refused ? { ok: false, reason: refused } : admit(socket, snapshot));
    });
  });
  return {
    send: (message) => {
      const room = io.to(BOARD_ROOM).volatile;
      if (message.kind === 'frame') room.emit('frame', message.body);
      else if (message.kind === 'heartbeat') room.emit('heartbeat', message.body);
      else room.emit('ticker', message.body);
    },
    listeners: () => io.sockets.adapter.rooms.get(BOARD_ROOM)?.size ?? 0,
    close: () => io.close(),
  };
}

function admit(socket: Socket<ClientToServer, ServerToClient>, snapshot: () => Snapshot): JoinAnswer {
  void socket.join(BOARD_ROOM);
  return { ok: true, snapshot: snapshot() };
}

function refusal(
  request: unknown,
  openViews: ReadonlySet<View>,
  connections: number,
  budget: { readonly spend: () => boolean },
): JoinReason | null {
  const parsed = joinSchema.safeParse(request);
  if (!parsed.success || parsed.data.protocol !== PROTOCOL) return 'protocol';
  const view = VIEWS.find((known) => known === parsed.data.view);
  if (!view) return 'view';
  if (!openViews.has(view)) return 'forbidden';
  return connections > MAX_CONNECTIONS || !budget.spend() ? 'full' : null;
}

function createJoinBudget(): { readonly spend: () => boolean } {
  let spent = 0;
  let windowEnds = Number.NEGATIVE_INFINITY;
  return {
    spend: () => {
      const now = monotonicMs();
      if (now > windowEnds) {
        windowEnds = now + 60_000;
        spent = 0;
      }
      return ++spent <= JOINS_A_MINUTE;
    },
  };
}

/** A page of another site must not read the wall through its visitor's browser; programs send no origin. */
function sameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
