/** The only file that knows a socket. It writes the board; nothing else does (I11). */
import { io, type Socket } from 'socket.io-client';
import { connectionMood, silenceCause } from '../shared/freshness';
import { parseInstant } from '../shared/localTime';
import {
  type BuildNews,
  type Heartbeat,
  type JoinAnswer,
  type JoinRequest,
  PROTOCOL,
  type SceneOrder,
  type ScreenStatus,
  type View,
} from '../shared/protocol';
import { judgeFrame, judgeHeartbeat, judgeSnapshot, type Place, placeOf, type Verdict } from '../shared/replica';
import type { ClientToServer, ServerToClient } from '../shared/socketEvents';
import type { Presented, Steer } from '../shared/steer';
import type { BoardWriter } from './board/store';
import { ATTEMPTS, createAttempts } from './link/attempts';
import { createJoin } from './link/join';
import { createProbe } from './link/probe';
import { restWhileHidden } from './offline/restWhileHidden';

const JUDGE_EVERY_MS = 200;
const REMOTE_TIMEOUT_MS = 3000;
/** The server cut this screen off by intent: it is asked at once whether it may still look. */
const CUT_AGAIN_MS = 300;
/** Nothing heard for so long on an open line, while the server answers plain calls: the line is dead and does not know it. */
const DEAD_AFTER_MS = 5000;
type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** What the server may ask of this screen. */
export interface ScreenOrders {
  readonly build: (news: BuildNews) => void;
  readonly scene: (order: SceneOrder) => void;
  /** To a presenter: what a paired phone asks for. */
  readonly steer: (steer: Steer) => void;
  /** To a phone: what its presenter shows. */
  readonly presented: (presented: Presented) => void;
}

export interface Connection {
  readonly say: (status: ScreenStatus) => void;
  /** A secret that pairs phones with this presenter; null when there is none to be had now. */
  readonly openRemote: () => Promise<string | null>;
  readonly present: (presented: Presented) => void;
  readonly steer: (steer: Steer) => void;
  /** Connects anew, as who the browser is by now; done when the server has answered. */
  readonly again: () => Promise<void>;
  readonly close: () => void;
}

/** Connects this screen and keeps the board as true as the link allows. */
export function connect(view: View, writer: BoardWriter, orders: ScreenOrders, secret?: string): Connection {
  const socket: LiveSocket = io({
    transports: ['websocket'],
    ...ATTEMPTS,
  });
  const heardOfServer = createAttempts((ms) => void socket.io.reconnectionDelayMax(ms));
  let place: Place | null = null;
  let heardMs = performance.now();
  /** Turned away: the line is closed until somebody signs in or the screen is paired. */
  let turnedAway = false;
  const waiting = new Set<() => void>();
  const request: JoinRequest = { view, protocol: PROTOCOL, ...(secret !== undefined && { secret }) };
  const line = {
    isOpen: () => socket.connected,
    ask: (asked: JoinRequest, answer: (answer: JoinAnswer) => void) => void socket.emit('join', asked, answer),
  };
  const join = createJoin(line, request, (answer) => {
    if (answer.ok) {
      heard(answer.snapshot);
      if (judgeSnapshot(place, answer.snapshot) === 'take') {
        place = placeOf(answer.snapshot);
        writer.snapshot(answer.snapshot);
      }
    } else {
      writer.refused(answer.reason);
      if (answer.reason === 'forbidden') {
        turnedAway = true;
        place = null;
        socket.disconnect();
      }
    }
    for (const done of waiting) done();
    waiting.clear();
  });
  const heard = (beat: Heartbeat | null): void => {
    heardMs = performance.now();
    if (beat)
      writer.time({ serverMs: parseInstant(beat.now) ?? 0, speed: beat.speed, monoMs: heardMs, asOf: beat.asOf });
    judge();
  };
  const judge = (): void => {
    const link = { socketOpen: socket.connected, onLine: navigator.onLine };
    const mood = connectionMood({ ...link, msSinceHeard: performance.now() - heardMs });
    // Who sees nothing need not know; and who was turned away is not kept from anything by the network.
    probe.look(mood !== 'live' && link.onLine && !turnedAway && !document.hidden);
    const [found, openedInVain] = [probe.outcome(), probe.openedInVain()];
    writer.mood(mood, silenceCause({ ...link, mood, probe: found, openedInVain }));
  };
  const probe = createProbe((outcome) => {
    const isBack = heardOfServer(outcome) && !socket.connected;
    const isDead = outcome === 'answered' && socket.connected && performance.now() - heardMs >= DEAD_AFTER_MS;
    if (isDead || isBack) socket.disconnect().connect();
    judge();
  });
  const follow = (verdict: Verdict, take: () => void): void => {
    if (verdict === 'take') take();
    else if (verdict === 'resync') join.ask();
  };
  /** What a presenter shows. The server forgets it with the line: it is said again on the next one. */
  let shown: Presented | null = null;
  const sayShown = (): void => {
    if (shown && socket.connected) socket.emit('presented', shown);
  };
  // Whatever opens the line again while this screen is turned away: it does not knock.
  socket.on('connect', () => void (turnedAway ? socket.disconnect() : join.ask()));
  socket.on('connect', sayShown);
  socket.io.on('reconnect_attempt', probe.trying);
  socket.on('connect_error', () => {
    probe.failed();
    judge();
  });
  socket.on('disconnect', (reason) => {
    join.lost();
    judge();
    // The library does not come back by itself after this one.
    if (reason === 'io server disconnect') setTimeout(() => turnedAway || socket.connect(), CUT_AGAIN_MS);
  });
  socket.on('frame', (frame) => {
    heard(null);
    follow(judgeFrame(place, frame), () => {
      place = placeOf(frame);
      writer.frame(frame);
    });
  });
  socket.on('heartbeat', (beat) => {
    heard(beat);
    follow(judgeHeartbeat(place, beat), () => undefined);
  });
  socket.on('loading', (news) => {
    heard(null);
    join.isHeld();
    writer.loading(news);
  });
  socket.on('ticker', ({ items }) => writer.ticker(items));
  socket.on('reload', orders.build);
  socket.on('scene', orders.scene);
  socket.on('steer', orders.steer);
  socket.on('presented', orders.presented);
  const stopRest =
    view === 'ward'
      ? restWhileHidden(
          socket,
          () => performance.now() - heardMs,
          () => turnedAway,
        )
      : () => undefined;
  const timer = setInterval(judge, JUDGE_EVERY_MS);
  const renew = (): void => {
    judge();
    // The old link may have died while the device was off the network: a new one knows at once.
    if (navigator.onLine && !turnedAway) socket.disconnect().connect();
  };
  window.addEventListener('online', renew);
  window.addEventListener('offline', judge);
  return {
    say: (status) => {
      if (socket.connected) socket.volatile.emit('status', status);
    },
    openRemote: () =>
      new Promise((resolve) => {
        if (!socket.connected) return resolve(null);
        socket.timeout(REMOTE_TIMEOUT_MS).emit('remote', (failure: Error | null, given: string | null) => {
          resolve(failure ? null : given);
        });
      }),
    present: (presented) => {
      shown = presented;
      sayShown();
    },
    steer: (steer) => {
      // A wish that cannot be sent now is dropped: sent later it would surprise.
      if (socket.connected) socket.volatile.emit('steer', steer);
    },
    again: () =>
      new Promise((resolve) => {
        turnedAway = false;
        waiting.add(resolve);
        socket.disconnect().connect();
      }),
    close: () => {
      clearInterval(timer);
      probe.stop();
      join.lost();
      stopRest();
      window.removeEventListener('online', renew);
      window.removeEventListener('offline', judge);
      socket.disconnect();
    },
  };
}
