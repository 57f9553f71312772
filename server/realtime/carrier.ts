import type { Frame, Heartbeat, TickerItem } from '../../shared/protocol';
import { mergeFrames } from '../../shared/replica';
import { type Outgoing, TICKER_KEPT } from './publisher';

/** What one socket is sent of the board. */
export interface Carrier {
  /** `text` is the message as `textOf` writes it, made once for all who hear it. */
  readonly put: (message: Outgoing, text: string) => void;
  /** Forgets what waits: a snapshot that is newer than all of it goes out now. */
  readonly clear: () => void;
}

/** An event of Socket.IO's main namespace, as its parser writes it. */
export function textOf({ kind, body }: Outgoing): string {
  return `2${JSON.stringify([kind, body])}`;
}

/**
 * Hands one message to the socket and waits until it is on its way; what comes meanwhile is merged, since frames are
 * absolute and of heartbeats only the last counts. So a socket whose writes take a moment misses nothing (a volatile
 * message that meets an unfinished write is dropped: a heartbeat right after a frame was lost for two hundred screens at
 * once), and one that reads nothing costs one message under way and one merged frame, however long it lasts.
 */
export function createCarrier(write: (texts: readonly string[], sent: () => void) => void): Carrier {
  let underWay = false;
  let frame: Frame | null = null;
  let beat: Heartbeat | null = null;
  let items: readonly TickerItem[] = [];
  const clear = (): void => {
    frame = null;
    beat = null;
    items = [];
  };
  const send = (texts: readonly string[]): void => {
    underWay = true;
    write(texts, () => {
      underWay = false;
      const waiting = taken();
      if (waiting.length > 0) send(waiting.map(textOf));
    });
  };
  const taken = (): Outgoing[] => {
    const out: Outgoing[] = [];
    if (frame) out.push({ kind: 'frame', body: frame });
    // It comes after the frame, so it may not speak for less.
    if (beat) out.push({ kind: 'heartbeat', body: frame ? { ...beat, rev: frame.rev, asOf: frame.asOf } : beat });
    if (items.length > 0) out.push({ kind: 'ticker', body: { items } });
    clear();
    return out;
  };
  const keep = (message: Outgoing): void => {
    if (message.kind === 'frame') {
      // Under another epoch nothing merges: the screen asks anew.
      frame = frame?.epoch === message.body.epoch ? mergeFrames(frame, message.body) : message.body;
      if (beat && beat.epoch !== message.body.epoch) beat = null;
    } else if (message.kind === 'heartbeat') {
      beat = message.body;
      if (frame && frame.epoch !== beat.epoch) frame = null;
    } else items = [...items, ...message.body.items].slice(-TICKER_KEPT);
  };
  return {
    put: (message, text) => {
      if (underWay) keep(message);
      else send([text]);
    },
    clear,
  };
}
