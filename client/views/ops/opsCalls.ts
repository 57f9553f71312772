import { createSignal, onCleanup } from 'solid-js';
import type { AlertAct } from '../../../shared/alerts/lifecycle';
import type { SceneOrder, ScreenStatus } from '../../../shared/protocol';
import type { Thresholds } from '../../../shared/tones';

const TOKEN_KEY = 'operator-token';
const REFRESH_MS = 3000;

/** What /api/v1/ops answers. */
export interface OpsView {
  readonly events: readonly {
    readonly alertId: string;
    readonly rule: string;
    readonly subject: string;
    readonly at: number;
    readonly state: string;
    readonly person: string | null;
    readonly reason: string | null;
  }[];
  readonly rang: { readonly tenMinutes: number; readonly hour: number };
  readonly rules: readonly {
    readonly name: string;
    readonly severity: 'act' | 'watch';
    readonly holdMs: number;
    readonly clearMs: number;
  }[];
  readonly versions: readonly {
    readonly validFrom: string;
    readonly recordedAt: number;
    readonly person: string;
    readonly limits: Thresholds;
  }[];
  readonly walls: readonly (ScreenStatus & {
    readonly id: string;
    readonly connectedSeconds: number;
    readonly saidSecondsAgo: number;
  })[];
}

export interface Preview {
  readonly times: number | null;
  readonly rang: readonly { readonly at: string; readonly subject: string }[];
}

/** Instants travel as text. */
type OnWire<T> = { readonly [K in keyof T]: K extends 'returnAt' | 'until' ? string | null : T[K] };

export interface OpsCalls {
  readonly view: () => OpsView | null;
  /** A sentence when the last call was refused or failed. */
  readonly fault: () => string | null;
  readonly act: (alertId: string, act: OnWire<AlertAct>) => Promise<boolean>;
  readonly setLimits: (person: string, limits: Thresholds) => Promise<boolean>;
  readonly order: (wallId: string, order: SceneOrder | { readonly reload: true }) => Promise<boolean>;
  readonly preview: (rule: string, days: number) => Promise<Preview | null>;
}

/** The token of the operator's link, taken out of the address so that nobody reads it over a shoulder. */
function takeToken(): string | null {
  if (location.hash.length > 1) {
    sessionStorage.setItem(TOKEN_KEY, location.hash.slice(1));
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(TOKEN_KEY);
}

export function createOpsCalls(): OpsCalls {
  const token = takeToken();
  const [view, setView] = createSignal<OpsView | null>(null);
  const [fault, setFault] = createSignal<string | null>(null);
  const call = async (path: string, body?: unknown): Promise<Response | null> => {
    try {
      const answer = await fetch(`/api/v1/ops${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...(token !== null && { Authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (answer.ok) {
        setFault(null);
        return answer;
      }
      const problem = (await answer.json()) as { detail?: string };
      setFault(problem.detail ?? String(answer.status));
    } catch (cause) {
      setFault(String(cause));
    }
    return null;
  };
  const refresh = async (): Promise<void> => {
    const answer = await call('');
    if (answer) setView((await answer.json()) as OpsView);
  };
  const done = async (answer: Promise<Response | null>): Promise<boolean> => {
    const ok = (await answer) !== null;
    if (ok) await refresh();
    return ok;
  };
  void refresh();
  const timer = setInterval(refresh, REFRESH_MS);
  onCleanup(() => clearInterval(timer));
  return {
    view,
    fault,
    act: (alertId, act) => done(call(`/alerts/${alertId}`, act)),
    setLimits: (person, limits) => done(call('/thresholds', { person, limits })),
    order: (wallId, order) => done(call(`/walls/${wallId}`, order)),
    preview: async (rule, days) => {
      const answer = await call(`/rules/${rule}/preview?days=${days}`);
      return answer ? ((await answer.json()) as Preview) : null;
    },
  };
}
