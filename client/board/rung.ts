import { createEffect, createSignal } from 'solid-js';
import type { AlertView } from '../../shared/protocol';
import { useBoard } from './store';

/** Wards whose alerts have begun to ring since the last board: an outline is drawn round each, once. */
export function createRung(): () => ReadonlySet<string> {
  const { state } = useBoard();
  const [rung, setRung] = createSignal<ReadonlySet<string>>(new Set());
  createEffect((heard: ReadonlySet<string> | null) => {
    const firing = (state.board?.alerts ?? []).filter((alert) => alert.state === 'firing');
    const fresh = heard === null ? [] : firing.filter((alert) => !heard.has(nameOf(alert)));
    if (fresh.length > 0) setRung(new Set(fresh.flatMap((alert) => alert.wards)));
    // What rang before this screen was there is no news to it.
    return state.board ? new Set(firing.map(nameOf)) : null;
  }, null);
  return rung;
}

/** One ringing: an alert that rings again later is news again. */
function nameOf(alert: AlertView): string {
  return `${alert.id} ${alert.rangAt}`;
}
