import { createSignal, onCleanup, Show } from 'solid-js';
import { ageText } from '../../../shared/formats';
import { parseInstant } from '../../../shared/localTime';
import { KeyedList } from '../../ui/KeyedList';
import { Shape } from '../../ui/Shape';
import { useOpsWords } from '../../ui/words/ops';
import { DevicesTable } from './DevicesTable';
import type { PendingScreen, ScreensAnswer } from './opsAnswers';
import { codeText, kindText, readCode } from './opsTexts';
import { PairForm, type PairWish } from './PairForm';
import { Confirm } from './parts';
import { Section, type SectionProps } from './Section';

const REFRESH_MS = 3000;

/** Screens that nobody types on: which wait for somebody, which are paired, and the end of it. */
export function ScreensDesk(props: SectionProps) {
  const { words } = useOpsWords();
  const feed = props.calls.feed<ScreensAnswer>(words.screens, '/api/v1/ops/screens', REFRESH_MS);
  const [wish, setWish] = createSignal<PairWish>(takeScanned());
  const [done, setDone] = createSignal<string | null>(null);
  // Another code scanned while the page is open changes only the fragment.
  const onHash = (): void => {
    const scanned = takeScanned();
    if (scanned.code !== '') setWish(scanned);
  };
  window.addEventListener('hashchange', onHash);
  onCleanup(() => window.removeEventListener('hashchange', onHash));
  const waiting = () => feed.value()?.pairings ?? [];
  const pair = async (code: string, name: string, view: string, ward: string | null): Promise<boolean> => {
    setDone(null);
    const says = { 404: 'pairWrong' } as const;
    if (!(await props.calls.send('/api/v1/ops/pairings', { code, name, view, ward }, says))) return false;
    setDone(name);
    setWish({ code: '', scanned: false });
    await feed.refresh();
    return true;
  };
  const refuse = async (code: string): Promise<void> => {
    await props.calls.send('/api/v1/ops/pairings/refuse', { code });
    await feed.refresh();
  };
  return (
    <Section name="screens" title={words.screens} waits={waiting().length} fault={feed.fault()}>
      <div class="ops-columns">
        <div>
          <h3>
            {words.waitingScreens} <b>{feed.value() ? waiting().length : ''}</b>
          </h3>
          <Show when={waiting().length > 0} fallback={<p class="ops-hint">{feed.value() ? words.waitingNone : ''}</p>}>
            <ul class="ops-waiting">
              <KeyedList each={waiting()} by={(one) => one.code}>
                {(one) => (
                  <WaitingRow
                    screen={one()}
                    serverMs={feed.serverMs()}
                    onTake={() => setWish({ code: one().code, scanned: false })}
                    onRefuse={() => refuse(one().code)}
                  />
                )}
              </KeyedList>
            </ul>
          </Show>
        </div>
        <PairForm wish={wish()} waiting={waiting()} done={done()} onPair={pair} />
      </div>
      <Show when={feed.value()}>
        {(known) => (
          <DevicesTable
            devices={known().devices}
            serverMs={feed.serverMs()}
            onRevoke={async (id) => {
              await props.calls.send(`/api/v1/ops/devices/${id}/revoke`);
              await feed.refresh();
            }}
          />
        )}
      </Show>
    </Section>
  );
}

function WaitingRow(props: {
  readonly screen: PendingScreen;
  readonly serverMs: number | null;
  readonly onTake: () => void;
  readonly onRefuse: () => Promise<void>;
}) {
  const { lang, words } = useOpsWords();
  const left = () => {
    const end = parseInstant(props.screen.expiresAt);
    if (end === null || props.serverMs === null) return '';
    return `, ${words.left} ${ageText(end - props.serverMs, lang)}`;
  };
  return (
    <li data-waiting={props.screen.code}>
      <Shape tone="watch" />
      <b class="ops-code">{codeText(props.screen.code)}</b>
      <span>
        {kindText(props.screen.ward, words)}
        <small>
          {words.fromAddress} {props.screen.address}
          <span data-ticking="">{left()}</span>
        </small>
      </span>
      <span class="ops-buttons">
        <button type="button" data-do="take" onClick={() => props.onTake()}>
          {words.takeCode}
        </button>
        <Confirm
          name="refuse"
          label={words.refuse}
          question={words.refuseAsk}
          about={codeText(props.screen.code)}
          onConfirm={() => props.onRefuse()}
        />
      </span>
    </li>
  );
}

/** The code of a scanned QR, taken out of the address. */
function takeScanned(): PairWish {
  const code = readCode(/^#pair=(.+)$/.exec(location.hash)?.[1] ?? '');
  if (code !== '') history.replaceState(null, '', `${location.pathname}${location.search}#screens`);
  return { code, scanned: code !== '' };
}
