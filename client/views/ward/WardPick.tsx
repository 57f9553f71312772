import { createMemo, createSignal, For, Show } from 'solid-js';
import { findUnits } from '../../../shared/search';
import { Simulated } from '../../access/Simulated';
import { wards } from '../../board/reference';
import { Unread } from '../../reading/Unread';
import { useWardWords } from '../../ui/words/ward';

/** Which ward is this tablet's? Found by a few letters. */
export function WardPick(props: { readonly unknown: string | null }) {
  const { words } = useWardWords();
  const [typed, setTyped] = createSignal('');
  const found = createMemo(() => findUnits(wards, typed()));
  return (
    <main class="ward ward-pick">
      <Simulated class="sim">
        <span>{words.simulatedA} </span>
        {words.simulatedB}
      </Simulated>
      <Unread />
      <h1>{words.choose}</h1>
      <Show when={props.unknown}>
        {(code) => (
          <p role="alert" data-unknown={code()}>
            {words.unknownCode} <b>{code()}</b>
          </p>
        )}
      </Show>
      <label>
        {words.chooseHow}
        <input type="search" autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
      </label>
      <ul>
        <For each={found()} fallback={<li class="empty">{words.noUnit}</li>}>
          {(unit) => (
            <li data-found={unit.code}>
              <a href={`/ward/${unit.code}${location.search}`}>
                {unit.kind === 'phường' ? words.phuong : words.xa} <b>{unit.name}</b>
              </a>
            </li>
          )}
        </For>
      </ul>
      <a href="/">{words.back}</a>
    </main>
  );
}
