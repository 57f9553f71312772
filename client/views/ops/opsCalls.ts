import { createSignal } from 'solid-js';
import type { AlertAct } from '../../../shared/alerts/lifecycle';
import type { SceneOrder } from '../../../shared/protocol';
import type { Thresholds } from '../../../shared/tones';
import { useAccess } from '../../access/access';
import { type Answered, ask } from '../../access/ask';
import { createReading, type Reading } from '../../reading/reading';
import { useFiguresAt } from '../../reading/Unread';
import { type OpsWord, useOpsWords } from '../../ui/words/ops';
import { useReadingWords } from '../../ui/words/reading';
import type { OpsView, Preview } from './opsAnswers';

const REFRESH_MS = 3000;

/** Instants travel as text. */
type OnWire<T> = { readonly [K in keyof T]: K extends 'returnAt' | 'until' ? string | null : T[K] };

/** What a refusal means where the general words would not say it. */
export type Says = Readonly<Record<number, OpsWord>>;

/** Something that the page asks for again and again while it is looked at. */
export interface Feed<T> {
  readonly value: () => T | null;
  readonly reading: Reading<T>;
  /** A sentence while it cannot be read: why, and of when what stands there is. */
  readonly fault: () => string | null;
  /** The server's own clock at the last answer; the board's may be a demo's. */
  readonly serverMs: () => number | null;
  readonly refresh: () => Promise<void>;
}

export interface OpsCalls {
  readonly view: () => OpsView | null;
  /** A sentence when the last act was refused or failed; it stays until the next act or until it is dismissed. */
  readonly fault: () => string | null;
  readonly dismiss: () => void;
  /** The page's own state, for sections that show a part of it. */
  readonly overview: Feed<OpsView>;
  readonly act: (alertId: string, act: OnWire<AlertAct>) => Promise<boolean>;
  readonly setLimits: (person: string, limits: Thresholds) => Promise<boolean>;
  readonly order: (wallId: string, order: SceneOrder | { readonly reload: true }) => Promise<boolean>;
  readonly preview: (rule: string, days: number) => Promise<Preview | null>;
  /** Does something; null, and a fault in words, when it was not done. */
  readonly send: (path: string, body?: unknown, says?: Says) => Promise<Answered | null>;
  /** Asks once; null when it cannot be read. */
  readonly read: <T>(path: string) => Promise<T | null>;
  /** How many deeds were done here: whoever lists them looks again. */
  readonly deeds: () => number;
  readonly feed: <T>(title: string, path: string, everyMs: number) => Feed<T>;
}

const GENERAL: Says = {
  0: 'faultAway',
  400: 'faultShape',
  401: 'faultSignIn',
  403: 'faultRefused',
  404: 'faultGone',
  409: 'faultState',
  503: 'faultBusy',
};

/** Of what is only read, nothing was done that could be wrong. */
const READ_FAULTS: Says = { 0: 'notRead', 404: 'notRead' };

export function createOpsCalls(): OpsCalls {
  const { lang, words } = useOpsWords();
  const { words: reading } = useReadingWords();
  const figuresAt = useFiguresAt();
  const access = useAccess();
  const [fault, setFault] = createSignal<string | null>(null);
  const [deeds, setDeeds] = createSignal(0);
  /** Who is not known any more connects anew: the line then says what may still be seen. */
  const knock = async (status: number): Promise<void> => {
    if (status !== 401 || !access.user() || access.isOpening()) return;
    await access.refresh();
    if (!access.user()) await access.open();
  };
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answered> => {
    const answer = await ask(method, path, body);
    await knock(answer.status);
    return answer;
  };
  const inWords = (answer: Pick<Answered, 'status' | 'detail' | 'waitSeconds'>, says: Says): string => {
    if (answer.status === 429) return `${words.faultOften} ${answer.waitSeconds} ${words.seconds}.`;
    const own = says[answer.status];
    if (own) return words[own];
    const general = words[GENERAL[answer.status] ?? 'faultBusy'];
    // What the server says is English; only who reads English gets it too.
    return lang === 'en' && answer.detail !== '' ? `${general} ${answer.detail}` : general;
  };
  const send: OpsCalls['send'] = async (path, body, says = {}) => {
    const answer = await call('POST', path, body);
    setFault(answer.ok ? null : inWords(answer, says));
    setDeeds(deeds() + 1);
    return answer.ok ? answer : null;
  };
  const feed = <T>(title: string, path: string, everyMs: number): Feed<T> => {
    const found = createReading<T>({ title, ask: () => path, everyMs, onRefused: (status) => void knock(status) });
    const fault = (): string | null => {
      const failure = found.failed();
      if (failure === null) return null;
      const at = found.asOfMs();
      const why = inWords({ ...failure, waitSeconds: Math.ceil(failure.againS ?? 0) }, READ_FAULTS);
      const rest = [...(at === null ? [] : [figuresAt(at)]), ...(failure.againS === null ? [] : [reading.trying])].join(
        ', ',
      );
      if (rest === '') return why;
      return `${why} ${rest.charAt(0).toUpperCase()}${rest.slice(1)}${failure.againS === null ? '.' : '…'}`;
    };
    return { value: found.data, reading: found, fault, serverMs: found.serverMs, refresh: found.retry };
  };
  const overview = feed<OpsView>(words.groupNow, '/api/v1/ops', REFRESH_MS);
  const done = async (answer: Promise<Answered | null>): Promise<boolean> => {
    const isDone = (await answer) !== null;
    if (isDone) await overview.refresh();
    return isDone;
  };
  return {
    view: overview.value,
    fault,
    dismiss: () => setFault(null),
    overview,
    act: (alertId, act) => done(send(`/api/v1/ops/alerts/${encodeURIComponent(alertId)}`, act)),
    setLimits: (person, limits) => done(send('/api/v1/ops/thresholds', { person, limits })),
    order: (wallId, order) => done(send(`/api/v1/ops/walls/${encodeURIComponent(wallId)}`, order)),
    preview: async (rule, days) => {
      const answer = await call('GET', `/api/v1/ops/rules/${rule}/preview?days=${days}`);
      setFault(answer.ok ? null : inWords(answer, {}));
      return answer.ok ? (answer.body as Preview) : null;
    },
    send,
    read: async <T>(path: string): Promise<T | null> => {
      const answer = await call('GET', path);
      return answer.ok ? (answer.body as T) : null;
    },
    deeds,
    feed,
  };
}
