import { createSignal, onCleanup } from 'solid-js';
import type { DeviceView, Identity } from '../../shared/access';
import { ask } from './ask';

const CLAIM_EVERY_MS = 2000;
const TRY_AGAIN_MS = 3000;
/** Long enough to read that the last code was turned away. */
const AFTER_REFUSAL_MS = 5000;

/** What became of the code before the one that is shown. */
export type PairingNews = 'none' | 'expired' | 'refused' | 'unreachable' | 'too-often';

export interface Pairing {
  /** null: there is none to be shown now. */
  readonly code: () => string | null;
  readonly secondsLeft: () => number;
  readonly news: () => PairingNews;
  /** Who this screen became; null until an operator confirmed it. */
  readonly paired: () => Identity | null;
}

interface Ticket {
  readonly secret: string;
  readonly endsMs: number;
}

/** Asks for a code, shows it, and asks every 2 s what became of it; a code that is over is followed by another. */
export function createPairing(view: DeviceView, ward: string | null, onPaired: (who: Identity) => void): Pairing {
  const [code, setCode] = createSignal<string | null>(null);
  const [secondsLeft, setSecondsLeft] = createSignal(0);
  const [news, setNews] = createSignal<PairingNews>('none');
  const [paired, setPaired] = createSignal<Identity | null>(null);
  let ticket: Ticket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const later = (step: () => Promise<void>, ms: number): void => {
    if (!isOver) timer = setTimeout(() => void step(), ms);
  };
  const begin = async (): Promise<void> => {
    const answer = await ask('POST', '/api/v1/pairings', { view, ward });
    if (isOver) return;
    if (!answer.ok) {
      setNews(answer.status === 429 ? 'too-often' : 'unreachable');
      return later(begin, answer.status === 429 ? answer.waitSeconds * 1000 : TRY_AGAIN_MS);
    }
    const given = answer.body as { readonly code: string; readonly secret: string; readonly expiresInSeconds: number };
    ticket = { secret: given.secret, endsMs: performance.now() + given.expiresInSeconds * 1000 };
    setSecondsLeft(given.expiresInSeconds);
    setCode(given.code);
    if (news() === 'unreachable' || news() === 'too-often') setNews('none');
    later(claim, CLAIM_EVERY_MS);
  };
  const next = (why: 'expired' | 'refused'): void => {
    ticket = null;
    setCode(null);
    setNews(why);
    later(begin, why === 'refused' ? AFTER_REFUSAL_MS : 0);
  };
  const claim = async (): Promise<void> => {
    if (!ticket) return;
    const isLate = performance.now() >= ticket.endsMs;
    const answer = await ask('POST', '/api/v1/pairings/claim', { secret: ticket.secret });
    if (isOver) return;
    if (answer.status === 200) {
      const { identity } = answer.body as { readonly identity: Identity };
      setPaired(identity);
      return onPaired(identity);
    }
    // A code that the server does not know any more, though its time was not up, was turned away.
    if (answer.status === 410 || isLate) return next(isLate ? 'expired' : 'refused');
    setNews(answer.status === 202 ? 'none' : answer.status === 429 ? 'too-often' : 'unreachable');
    later(claim, Math.max(CLAIM_EVERY_MS, answer.waitSeconds * 1000));
  };
  const clock = setInterval(() => {
    if (ticket) setSecondsLeft(Math.max(0, Math.ceil((ticket.endsMs - performance.now()) / 1000)));
  }, 500);
  void begin();
  onCleanup(() => {
    isOver = true;
    clearTimeout(timer);
    clearInterval(clock);
  });
  return { code, secondsLeft, news, paired };
}
