import './remote.css';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { findUnits } from '../../../shared/search';
import type { SteerKey } from '../../../shared/steer';
import { Simulated } from '../../access/Simulated';
import { wards } from '../../board/reference';
import { SilenceLine } from '../../board/SilenceLine';
import { useSilence } from '../../board/silence';
import { useBoard } from '../../board/store';
import { useScreenLink } from '../../kiosk/screenLink';
import { Unread } from '../../reading/Unread';
import { usePresentWords } from '../../ui/words/present';

const FOUND = 4;

/** A phone as the presenter's remote: large buttons, a unit by its letters, a light dot under the finger. */
export function Remote() {
  const { words } = usePresentWords();
  const { state } = useBoard();
  const { marked, veiled } = useSilence();
  const link = useScreenLink();
  const [typed, setTyped] = createSignal('');
  const found = createMemo(() => (typed().trim() === '' ? [] : findUnits(wards, typed()).slice(0, FOUND)));
  const press = (key: SteerKey): void => link.remote()?.steer({ kind: 'key', key });
  const presented = () => link.remote()?.presented() ?? null;
  const keys: readonly (readonly [SteerKey, string])[] = [
    ['previous', words.previous],
    ['next', words.next],
    ['up', words.up],
    ['down', words.down],
    ['freeze', words.keyFreeze],
    ['play', words.keyPlay],
    ['period', words.keyPeriod],
    ['variant', words.keyVariant],
  ];
  return (
    <main class="remote" data-paired={state.board ? 'yes' : 'no'} data-stale={veiled() ? 'yes' : 'no'}>
      <Simulated class="remote-sim">{words.simulatedLong}</Simulated>
      <Show when={marked()}>
        <SilenceLine class="remote-state" />
      </Show>
      <h1>{presented()?.title ?? words.remote}</h1>
      <Unread />
      <Show when={state.refused === 'forbidden'}>
        <p role="alert">{words.remoteLost}</p>
      </Show>
      <p>
        {presented()?.period} {presented()?.frozen ? `· ${words.frozenAt.split(' lúc')[0]}` : ''}
      </p>
      <div class="remote-keys">
        <For each={keys}>
          {([key, text]) => (
            <button type="button" data-key={key} onClick={() => press(key)}>
              {text}
            </button>
          )}
        </For>
      </div>
      <label>
        {words.search}
        <input
          type="search"
          autocomplete="off"
          onInput={(event) => setTyped(event.currentTarget.value)}
          value={typed()}
        />
      </label>
      <ul>
        <For each={found()}>
          {(unit) => (
            <li>
              <button
                type="button"
                data-unit={unit.code}
                onClick={() => {
                  link.remote()?.steer({ kind: 'unit', ward: unit.code });
                  setTyped('');
                }}
              >
                {unit.name} <small>{unit.kind}</small>
              </button>
            </li>
          )}
        </For>
      </ul>
      <DotPad text={words.dot} />
    </main>
  );
}

function DotPad(props: { readonly text: string }) {
  const link = useScreenLink();
  const move = (event: PointerEvent): void => {
    const pad = event.currentTarget as HTMLElement;
    if (event.buttons === 0) return;
    const box = pad.getBoundingClientRect();
    const part = (value: number) => Math.min(1, Math.max(0, value));
    link.remote()?.steer({
      kind: 'dot',
      at: [part((event.clientX - box.left) / box.width), part((event.clientY - box.top) / box.height)],
    });
  };
  const off = (): void => link.remote()?.steer({ kind: 'dot', at: null });
  return (
    <div
      class="remote-pad"
      aria-hidden="true"
      onPointerDown={move}
      onPointerMove={move}
      onPointerUp={off}
      onPointerCancel={off}
    >
      {props.text}
    </div>
  );
}
