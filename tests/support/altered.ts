import type { Page } from 'playwright-core';
import type { Frame, Heartbeat, Snapshot } from '../../shared/protocol';

/** A page between whose socket and the server stands somebody who changes what the server says. */
export interface AlteredPage {
  /** Says something to the page in the server's name. */
  readonly say: (event: 'frame' | 'heartbeat', body: Frame | Heartbeat) => void;
}

/**
 * Changes the snapshot on its way to the page. The server's own frames do not reach it, for they know nothing of the
 * change: the heartbeat that tells of one makes the page ask for a snapshot again. With `mute` there is no heartbeat either.
 */
export async function alterSnapshot(
  page: Page,
  change: (snapshot: Snapshot) => Snapshot,
  mute = false,
): Promise<AlteredPage> {
  let send: ((text: string) => void) | null = null;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const far = socket.connectToServer();
    send = (text) => socket.send(text);
    far.onMessage((message) => {
      const text = String(message);
      // Socket.IO: 43 is an acknowledgement, 42 an event; the join's answer is the only acknowledgement.
      const answer = /^(43\d+)(\[.*\])$/s.exec(text);
      if (answer?.[1] && answer[2]) {
        const [joined] = JSON.parse(answer[2]) as [{ ok: boolean; snapshot: Snapshot }];
        socket.send(`${answer[1]}${JSON.stringify([{ ...joined, snapshot: change(joined.snapshot) }])}`);
      } else if (!text.startsWith(mute ? '42' : '42["frame"')) socket.send(text);
    });
  });
  return { say: (event, body) => send?.(`42${JSON.stringify([event, body])}`) };
}
