import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { JoinAnswer, LoadingNews, SceneOrder, Snapshot, View } from '../../shared/protocol';
import type { ClientToServer, ServerToClient } from '../../shared/socketEvents';
import type { Access, Holder } from '../auth/access';
import { isDeepValue } from '../jsonDepth';
import { type Carrier, createCarrier, textOf } from './carrier';
import { createJoinBudget, judgeJoin, MAX_CONNECTIONS } from './joins';
import { createPacedRoom } from './pacedRoom';
import type { Outgoing } from './publisher';
import { createRemotes, type Remotes } from './remotes';
import { createWaitingRoom, type WaitingRoom } from './waitingRoom';
import { createWallBook, type WallEntry } from './wallBook';

/** What every viewer of aggregates hears. Rooms are joined by the server, never on request (I12). */
const BOARD_ROOM = 'board';
/** The same for tablets, whose frames are paced by their bytes. */
const WARD_ROOM = 'ward';
/** Who asked to join before the board was complete. */
const WAITING_ROOM = 'waiting';
const MAX_MESSAGE_BYTES = 4096;
/** Who waits hears how far it is, at least once a second on a busy machine too. */
const LOADING_EVERY_MS = 500;

/** A new build reaches all screens within five minutes, one after the other. */
const MAX_SPREAD_S = 240;
const SPREAD_S_PER_SCREEN = 2;

type LiveSocket = Socket<ClientToServer, ServerToClient>;

export interface Sockets {
  readonly send: (message: Outgoing) => void;
  readonly listeners: () => number;
  /** The screens that say what they show. */
  readonly walls: () => readonly WallEntry[];
  /** False when there is no such screen any more. */
  readonly order: (wallId: string, order: SceneOrder | 'reload') => boolean;
  /** Tells every screen that another build is served now. */
  readonly announce: (build: string) => void;
  /** The board is complete: who waited for it is answered. */
  readonly admitWaiting: () => void;
  /** Ids of the paired screens whose socket is open. */
  readonly devices: () => ReadonlySet<number>;
  readonly close: () => Promise<void>;
}

interface SocketParts {
  readonly http: HttpServer;
  readonly snapshot: () => Snapshot;
  /** False while the board is loaded or exchanged: who joins then is answered once it is complete. */
  readonly ready: () => boolean;
  /** How far it is. */
  readonly loading: () => LoadingNews;
  /** The build that is served; null in development. */
  readonly build: () => string | null;
  readonly access: Pick<Access, 'open' | 'identify' | 'identityOf' | 'onEnded'>;
  /** A page of another site must not read the wall through its visitor's browser. */
  readonly isOwnPage: (origin: string | undefined, header: (name: string) => string | undefined) => boolean;
  readonly cookiesOf: (header: string | undefined) => Parameters<Access['identify']>[0];
}

export function attachSockets(parts: SocketParts): Sockets {
  const { http, ready, access, cookiesOf, isOwnPage } = parts;
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
  const carriers = new Map<string, Carrier>();
  const waiting = createWaitingRoom(MAX_CONNECTIONS, ready);
  const emitTo = (name: string, message: Outgoing): void => {
    const text = textOf(message);
    for (const id of io.sockets.adapter.rooms.get(name) ?? []) carriers.get(id)?.put(message, text);
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
    carriers.set(socket.id, carrierOf(socket));
    socket.on('disconnect', () => {
      holders.delete(socket.id);
      carriers.delete(socket.id);
      waiting.leave(socket.id);
      walls.leave(socket.id);
      remotes.leave(socket.id);
    });
    steerBetween(io, socket, remotes);
    takeJoins({ parts, io, remotes, carriers, waiting, withinSeconds }, socket, holder);
  });
  const told = setInterval(() => {
    if (!ready()) io.to([BOARD_ROOM, WARD_ROOM, WAITING_ROOM]).volatile.emit('loading', parts.loading());
  }, LOADING_EVERY_MS);
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
    admitWaiting: waiting.release,
    close: () => {
      clearInterval(told);
      tablets.stop();
      return io.close();
    },
  };
}

interface House {
  readonly parts: SocketParts;
  readonly io: Server<ClientToServer, ServerToClient>;
  readonly remotes: Remotes;
  readonly carriers: ReadonlyMap<string, Carrier>;
  readonly waiting: WaitingRoom;
  /** Within how many seconds all screens change to a new build. */
  readonly withinSeconds: () => number;
}

/** Answers a socket that asks to join: at once, or when the board is complete. */
function takeJoins(
  { parts, io, remotes, carriers, waiting, withinSeconds }: House,
  socket: LiveSocket,
  holder: Holder | null,
) {
  const { access, ready, build } = parts;
  const budget = createJoinBudget();
  const enter = (request: unknown, answer: (answer: JoinAnswer) => void): void => {
    // As who they are now: a session may have ended while the board was loading.
    const verdict = judgeJoin({ access, remotes }, request, holder);
    void socket.leave(WAITING_ROOM);
    if (!verdict.ok) {
      answer(verdict);
      return;
    }
    const { view, presenterId } = verdict;
    if (presenterId !== null) remotes.pair(socket.id, presenterId);
    // One synchronous stretch: what is published after this snapshot reaches the socket (I5).
    admit(socket, roomOf(view));
    carriers.get(socket.id)?.clear();
    answer({ ok: true, snapshot: parts.snapshot() });
    const presented = presenterId === null ? null : remotes.shownBy(presenterId);
    if (presented) socket.emit('presented', presented);
    const served = build();
    if (served !== null) socket.emit('reload', { build: served, withinSeconds: withinSeconds() });
  };
  socket.on('join', (request: unknown, answer: unknown) => {
    if (typeof answer !== 'function') return;
    const reply = (given: JoinAnswer): void => answer(given);
    const verdict = judgeJoin({ access, remotes }, request, holder);
    if (!verdict.ok) reply(verdict);
    else if (io.engine.clientsCount > MAX_CONNECTIONS || !budget.spend()) reply({ ok: false, reason: 'full' });
    else if (ready()) enter(request, reply);
    else if (!waiting.hold(socket.id, () => enter(request, reply))) reply({ ok: false, reason: 'full' });
    else {
      void socket.join(WAITING_ROOM);
      socket.emit('loading', parts.loading());
    }
  });
}

function roomOf(view: View): string {
  return view === 'ward' ? WARD_ROOM : BOARD_ROOM;
}

/** A socket hears one of the two rooms: its revisions would go to and fro between them. */
function admit(socket: LiveSocket, room: string): void {
  void socket.leave(room === WARD_ROOM ? BOARD_ROOM : WARD_ROOM);
  void socket.join(room);
}

/** Writes to the engine below the socket, which alone says when a message is on its way. */
function carrierOf({ conn }: LiveSocket): Carrier {
  return createCarrier((texts, sent) => {
    for (const [i, text] of texts.entries()) conn.write(text, {}, i === texts.length - 1 ? sent : undefined);
  });
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
function steerBetween(io: Server<ClientToServer, ServerToClient>, socket: LiveSocket, remotes: Remotes): void {
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
