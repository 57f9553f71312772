import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { isAllowed, type Permission } from '../../shared/access';
import {
  type ClientToServer,
  type JoinAnswer,
  type JoinReason,
  PROTOCOL,
  type SceneOrder,
  type ServerToClient,
  type Snapshot,
  VIEWS,
  type View,
} from '../../shared/protocol';
import type { Access, Holder } from '../auth/access';
import { monotonicMs } from '../clock';
import { isDeepValue } from '../jsonDepth';
import { createPacedRoom } from './pacedRoom';
import type { Outgoing } from './publisher';
import { createRemotes, type Remotes } from './remotes';
import { createWallBook, type WallEntry } from './wallBook';

/** What every viewer of aggregates hears. Rooms are joined by the server, never on request (I12). */
const BOARD_ROOM = 'board';
/** The same for tablets, whose frames are paced by their bytes. */
const WARD_ROOM = 'ward';
export const MAX_CONNECTIONS = 5000;
const MAX_MESSAGE_BYTES = 4096;
/** A screen that asks for snapshots faster than this is ill; it is told to wait (I10). */
const JOINS_A_MINUTE = 120;

/** A new build reaches all screens within five minutes, one after the other. */
const MAX_SPREAD_S = 240;
const SPREAD_S_PER_SCREEN = 2;

const joinSchema = z.object({ view: z.string().max(20), protocol: z.number(), secret: z.string().max(100).optional() });

export interface Sockets {
  readonly send: (message: Outgoing) => void;
  readonly listeners: () => number;
  /** The screens that say what they show. */
  readonly walls: () => readonly WallEntry[];
  /** False when there is no such screen any more. */
  readonly order: (wallId: string, order: SceneOrder | 'reload') => boolean;
  /** Tells every screen that another build is served now. */
  readonly announce: (build: string) => void;
  /** Ids of the paired screens whose socket is open. */
  readonly devices: () => ReadonlySet<number>;
  readonly close: () => Promise<void>;
}

interface SocketParts {
  readonly http: HttpServer;
  readonly snapshot: () => Snapshot;
  /** False while the board is loaded or exchanged: a screen that joins then waits for its answer. */
  readonly ready: () => boolean;
  /** The build that is served; null in development. */
  readonly build: () => string | null;
  readonly access: Pick<Access, 'open' | 'identify' | 'identityOf' | 'onEnded'>;
  /** A page of another site must not read the wall through its visitor's browser. */
  readonly isOwnPage: (origin: string | undefined, header: (name: string) => string | undefined) => boolean;
  readonly cookiesOf: (header: string | undefined) => Parameters<Access['identify']>[0];
}

/** What joining a view asks for. A phone as remote comes with its presenter's secret instead. */
const VIEW_PERMISSION: Readonly<Record<Exclude<View, 'remote'>, Permission>> = {
  wall: 'aggregates',
  present: 'aggregates',
  ward: 'aggregates',
  ops: 'operate',
};

export function attachSockets({ http, snapshot, ready, build, access, cookiesOf, isOwnPage }: SocketParts): Sockets {
  const io = new Server<ClientToServer, ServerToClient>(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest: ({ headers }, decide) =>
      decide(
        null,
        isOwnPage(headers.origin, (name) => headers[name]?.toString()),
      ),
  });
  const walls = createWallBook();
  const remotes = createRemotes();
  const withinSeconds = () => Math.min(MAX_SPREAD_S, Math.ceil(io.engine.clientsCount * SPREAD_S_PER_SCREEN));
  const holders = new Map<string, Holder>();
  const emitTo = (name: string, message: Outgoing): void => {
    const room = io.to(name).volatile;
    if (message.kind === 'frame') room.emit('frame', message.body);
    else if (message.kind === 'heartbeat') room.emit('heartbeat', message.body);
    else room.emit('ticker', message.body);
  };
  const sizeOf = (name: string) => io.sockets.adapter.rooms.get(name)?.size ?? 0;
  const tablets = createPacedRoom({
    send: (message) => emitTo(WARD_ROOM, message),
    listeners: () => sizeOf(WARD_ROOM),
  });
  io.on('connection', (socket) => {
    // A socket cannot carry a new cookie back, so the row behind the one it came with is what counts from here on.
    const { holder } = access.identify(cookiesOf(socket.handshake.headers.cookie), false);
    if (holder) holders.set(socket.id, holder);
    dropDeepMessages(socket);
    socket.on('status', (status: unknown) => walls.say(socket.id, status));
    socket.on('disconnect', () => {
      holders.delete(socket.id);
      walls.leave(socket.id);
      remotes.leave(socket.id);
    });
    steerBetween(io, socket, remotes);
    const joins = createJoinBudget();
    socket.on('join', (request: unknown, answer: unknown) => {
      // Not ready: unanswered, so the screen asks again after its timeout instead of being turned away for good.
      if (typeof answer !== 'function' || !ready()) return;
      const presenterId = presenterOf(request, remotes);
      const who = access.identityOf(holder);
      const refused = refusal(request, io.engine.clientsCount, joins, (view) =>
        view === 'remote'
          ? presenterId !== null
          : isAllowed({ who, may: VIEW_PERMISSION[view], ward: null, open: access.open }),
      );
      if (!refused && presenterId !== null) remotes.pair(socket.id, presenterId);
      // One synchronous stretch: what is published after this snapshot reaches the socket (I5).
      answer(refused ? { ok: false, reason: refused } : admit(socket, roomOf(request), snapshot));
      const presented = presenterId === null ? null : remotes.shownBy(presenterId);
      if (!refused && presented) socket.emit('presented', presented);
      const served = build();
      if (!refused && served !== null) socket.emit('reload', { build: served, withinSeconds: withinSeconds() });
    });
  });
  access.onEnded(() => {
    for (const [id, holder] of holders) {
      // The transport is closed, not the client turned away: it comes back, asks to join, and is told 'forbidden'.
      if (access.identityOf(holder).kind === 'anonymous') io.sockets.sockets.get(id)?.conn.close();
    }
  });
  return {
    devices: () => new Set([...holders.values()].flatMap(({ kind, id }) => (kind === 'device' ? [id] : []))),
    send: (message) => {
      emitTo(BOARD_ROOM, message);
      tablets.put(message);
    },
    listeners: () => sizeOf(BOARD_ROOM) + sizeOf(WARD_ROOM),
    walls: walls.list,
    order: (wallId, order) => {
      const socket = io.sockets.sockets.get(wallId);
      if (!socket) return false;
      // An order to reload names no build: the screen does it at once.
      if (order === 'reload') socket.emit('reload', { build: '', withinSeconds: 0 });
      else socket.emit('scene', order);
      return true;
    },
    announce: (served) => {
      io.to([BOARD_ROOM, WARD_ROOM]).emit('reload', { build: served, withinSeconds: withinSeconds() });
    },
    close: () => {
      tablets.stop();
      return io.close();
    },
  };
}

function roomOf(request: unknown): string {
  return joinSchema.safeParse(request).data?.view === 'ward' ? WARD_ROOM : BOARD_ROOM;
}

/** A socket hears one of the two rooms: its revisions would go to and fro between them. */
function admit(socket: Socket<ClientToServer, ServerToClient>, room: string, snapshot: () => Snapshot): JoinAnswer {
  void socket.leave(room === WARD_ROOM ? BOARD_ROOM : WARD_ROOM);
  void socket.join(room);
  return { ok: true, snapshot: snapshot() };
}

function refusal(
  request: unknown,
  connections: number,
  budget: { readonly spend: () => boolean },
  mayJoin: (view: View) => boolean,
): JoinReason | null {
  const parsed = joinSchema.safeParse(request);
  if (!parsed.success || parsed.data.protocol !== PROTOCOL) return 'protocol';
  const view = VIEWS.find((known) => known === parsed.data.view);
  if (!view) return 'view';
  if (!mayJoin(view)) return 'forbidden';
  return connections > MAX_CONNECTIONS || !budget.spend() ? 'full' : null;
}

/** The presenter that a phone's secret pairs it with; null for every other view, and for a secret that is none. */
function presenterOf(request: unknown, remotes: Remotes): string | null {
  const parsed = joinSchema.safeParse(request);
  if (!parsed.success || parsed.data.view !== 'remote' || parsed.data.secret === undefined) return null;
  return remotes.presenterOf(parsed.data.secret);
}

/**
 * A message that is nested too deep is answered, if it asks for that, and goes no further. Its text is a few thousand
 * characters at most, so the parser in front has come through it.
 */
function dropDeepMessages(socket: Socket<ClientToServer, ServerToClient>): void {
  socket.use(([_name, ...sent], next) => {
    const answer: unknown = sent.at(-1);
    if (!sent.some(isDeepValue)) next();
    else if (typeof answer === 'function') answer({ ok: false, reason: 'protocol' } satisfies JoinAnswer);
  });
}

/** Wishes of phones go to their presenter, and what it shows goes to them; both only while they are paired. */
function steerBetween(
  io: Server<ClientToServer, ServerToClient>,
  socket: Socket<ClientToServer, ServerToClient>,
  remotes: Remotes,
): void {
  socket.on('remote', (answer: unknown) => {
    // Only who was let in as a viewer may be steered.
    if (typeof answer === 'function') answer(socket.rooms.has(BOARD_ROOM) ? remotes.open(socket.id) : null);
  });
  socket.on('steer', (wish: unknown) => {
    const found = remotes.route(socket.id, wish);
    if (found) io.to(found.presenterId).emit('steer', found.steer);
  });
  socket.on('presented', (presented: unknown) => {
    const found = remotes.phonesOf(socket.id, presented);
    if (found && found.ids.length > 0) io.to([...found.ids]).emit('presented', found.presented);
  });
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
