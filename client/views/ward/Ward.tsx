import './ward.css';
import './wardParts.css';
import './wardState.css';
import './wardRows.css';
import './wardMedia.css';
import './wardSheets.css';
import { createEffect, onMount, Show } from 'solid-js';
import { wards } from '../../board/reference';
import { deviceStore } from '../../offline/deviceStore';
import { readRoute } from '../../route';
import { createSession } from './session';
import { Tablet } from './Tablet';
import { WardPick } from './WardPick';

const LAST_KEY = 'ward-last';

/** View `/ward/CODE`, the ward chair's tablet; `/ward` alone goes to the session's ward, or asks. */
export function Ward() {
  const session = createSession();
  const asked = readRoute(window.location).ward;
  const about = wards.find((ward) => ward.code === asked);
  const go = (code: string): void => location.replace(`/ward/${code}${asked === null ? '' : location.search}`);
  onMount(() => {
    if (about) deviceStore.set(LAST_KEY, about.code);
    // The installed app starts here: it opens what it showed last.
    const last = deviceStore.get(LAST_KEY);
    if (asked === null && last !== null && new URLSearchParams(location.search).has('last')) go(last);
  });
  createEffect(() => {
    const who = session.identity();
    if (asked === null && who !== null && who.kind !== 'anonymous' && who.ward !== null) go(who.ward);
  });
  return (
    <Show when={about} fallback={<WardPick unknown={asked} />}>
      {(ward) => <Tablet ward={ward()} session={session} />}
    </Show>
  );
}
