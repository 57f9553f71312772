import './pairing.css';
import { Match, Show, Switch } from 'solid-js';
import type { Identity } from '../../shared/access';
import { wardName } from '../board/reference';
import { Shape } from '../ui/Shape';
import { useAccessWords } from '../ui/words/access';
import { useAccess } from './access';
import { createPairing } from './pairing';
import { Qr } from './Qr';

interface PairingProps {
  /** The ward whose tablet this wants to be; null for a wall. */
  readonly ward: string | null;
  readonly onSignIn: () => void;
}

/** A screen that nobody types on: a code and how an operator confirms it, to be read from across the room. */
export function PairingScreen(props: PairingProps) {
  const { words } = useAccessWords();
  const access = useAccess();
  // A screen does not become another's in the middle: the ward of the address is fixed.
  const { ward } = props;
  const pairing = createPairing(ward === null ? 'wall' : 'ward', ward, (who) => void enter(who));
  const enter = async (who: Identity): Promise<void> => {
    const place = placeOf(who);
    // The operator may have made another screen of it than its address says.
    if (place !== null && place !== location.pathname.replace(/\/+$/, '')) {
      return location.replace(place + location.search);
    }
    await access.refresh();
    await access.open();
  };
  const address = () => `${location.origin}/ops#pair=${pairing.code()}`;
  const nobodyConfirms = () => access.session()?.hasUsers === false && !access.session()?.simulated;
  return (
    <main class="pairing" data-pairing={pairing.paired() ? 'paired' : pairing.code() ? 'waiting' : pairing.news()}>
      <header>
        <h1>{ward === null ? words.pairWall : `${words.pairTablet} ${wardName(ward)}`}</h1>
        <p>{words.pairWhy}</p>
      </header>
      <Show when={pairing.code()} fallback={<p class="pairing-none">{words.noCodeNow}</p>}>
        {(code) => (
          <>
            <div class="pairing-code">
              <p class="pairing-label">{words.codeOfScreen}</p>
              <p class="pairing-letters" data-code={code()} role="img" aria-label={code().split('').join(' ')}>
                <span>{code().slice(0, 3)}</span>
                <span>{code().slice(3)}</span>
              </p>
              <p class="pairing-left">
                {words.codeGoodFor} <b>{clockOf(pairing.secondsLeft())}</b>
              </p>
            </div>
            <div class="pairing-qr">
              <Qr text={address()} label={words.qrLabel} />
              <p>{words.qrHint}</p>
            </div>
          </>
        )}
      </Show>
      <ol class="pairing-steps">
        <li>
          {words.stepOpen} <b>{`${location.host}/ops`}</b>
        </li>
        <li>{words.stepSignIn}</li>
        <li>{words.stepConfirm}</li>
      </ol>
      <p class="pairing-state" role="status">
        <Switch>
          <Match when={pairing.paired()}>
            <Shape tone="ok" /> {words.pairedNow}
          </Match>
          <Match when={nobodyConfirms()}>
            <Shape tone="watch" />{' '}
            <span>
              {words.nobodyYet} <code>{words.makeAdmin}</code>
            </span>
          </Match>
          <Match when={pairing.news() === 'expired'}>
            <Shape tone="small" /> {words.codeExpired}
          </Match>
          <Match when={pairing.news() === 'refused'}>
            <Shape tone="watch" /> {words.codeRefused}
          </Match>
          <Match when={pairing.news() === 'unreachable'}>
            <Shape tone="off" /> {words.serverAway}
          </Match>
          <Match when={pairing.news() === 'too-often'}>
            <Shape tone="watch" /> {words.serverBusy}
          </Match>
          <Match when={pairing.code()}>
            <Shape tone="small" /> {words.waitingForOperator}
          </Match>
        </Switch>
      </p>
      <button type="button" class="pairing-sign-in" onClick={() => props.onSignIn()}>
        {words.signInInstead}
      </button>
    </main>
  );
}

/** The page of a paired screen; null for who is none. */
function placeOf(who: Identity): string | null {
  if (who.kind !== 'device') return null;
  return who.view === 'ward' ? `/ward/${who.ward}` : '/wall';
}

/** 9:42 */
function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
