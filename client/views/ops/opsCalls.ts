import { createSignal, onCleanup } from 'solid-js';
import type { AlertAct } from '../../../shared/alerts/lifecycle';
import type { SceneOrder } from '../../../shared/protocol';
import type { Thresholds } from '../../../shared/tones';
import { useAccess } from '../../access/access';
import { type Answered, ask } from '../../access/ask';
import { type OpsWord, useOpsWords } from '../../ui/words/ops';
import type { OpsView, Preview } from './opsAnswers';

const REFRESH_MS = 3000;

/** Instants travel as text. */
type OnWire<T> = { readonly [K in keyof T]: K extends 'returnAt' | 'until' ? string | null : T[K] };

/** What a refusal means where the general words would not say it. */
export type Says = Readonly<Record<number, OpsWord>>;

/** Something that the page asks for again and again while it is looked at. */
export interface Feed<T> {
  readonly value: () => T | null;
  /** A sentence while it cannot be read. */
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
  /** A sentence while the page's own state cannot be read. */
  readonly trouble: () => string | null;
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
  readonly feed: <T>(path: string, everyMs: number) => Feed<T>;
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

export function createOpsCalls(): OpsCalls {
  const { lang, words } = useOpsWords();
  const access = useAccess();
  const [fault, setFault] = createSignal<string | null>(null);
  const [deeds, setDeeds] = createSignal(0);
  /** Who is not known any more connects anew: the line then says what may still be seen. */
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answered> => {
    const answer = await ask(method, path, body);
    if (answer.status === 401 && access.user() && !access.isOpening()) {
      await access.refresh();
      if (!access.user()) await access.open();
    }
    return answer;
  };
  const inWords = (answer: Answered, says: Says): string => {
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
  const feed = <T>(path: string, everyMs: number): Feed<T> => {
    const [value, setValue] = createSignal<T | null>(null);
    const [trouble, setTrouble] = createSignal<string | null>(null);
    const [serverMs, setServerMs] = createSignal<number | null>(null);
    const refresh = async (): Promise<void> => {
      const answer = await call('GET', path);
      setTrouble(answer.ok ? null : answer.status === 0 ? words.notRead : inWords(answer, { 404: 'notRead' }));
      if (!answer.ok) return;
      setServerMs(answer.serverMs);
      setValue(() => answer.body as T);
    };
    const timer = setInterval(() => document.hidden || void refresh(), everyMs);
    onCleanup(() => clearInterval(timer));
    void refresh();
    return { value, fault: trouble, serverMs, refresh };
  };
  const overview = feed<OpsView>('/api/v1/ops', REFRESH_MS);
  const done = async (answer: Promise<Answered | null>): Promise<boolean> => {
    const isDone = (await answer) !== null;
    if (isDone) await overview.refresh();
    return isDone;
  };
  return {
    view: overview.value,
    fault,
    dismiss: () => setFault(null),
    trouble: overview.fault,
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
