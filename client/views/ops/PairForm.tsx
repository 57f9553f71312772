import { createEffect, createSignal, on, Show } from 'solid-js';
import type { DeviceView } from '../../../shared/access';
import { wardName } from '../../board/reference';
import { useOpsWords } from '../../ui/words/ops';
import type { PendingScreen } from './opsAnswers';
import { codeText, readCode } from './opsTexts';
import { WardSelect } from './parts';

/** The code that somebody scanned or chose. */
export interface PairWish {
  readonly code: string;
  readonly scanned: boolean;
}

interface PairFormProps {
  readonly wish: PairWish;
  readonly waiting: readonly PendingScreen[];
  /** The screen that was paired last. */
  readonly done: string | null;
  readonly onPair: (code: string, name: string, view: DeviceView, ward: string | null) => Promise<boolean>;
}

/** A code, what the screen is called, and what it may show. */
export function PairForm(props: PairFormProps) {
  const { words } = useOpsWords();
  const [code, setCode] = createSignal('');
  const [name, setName] = createSignal('');
  const [view, setView] = createSignal<DeviceView>('wall');
  const [ward, setWard] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  let nameField: HTMLInputElement | undefined;
  const take = (typed: string): void => {
    const read = readCode(typed);
    setCode(read);
    const asked = props.waiting.find((one) => one.code === read);
    if (!asked) return;
    setView(asked.view);
    chooseWard(asked.ward ?? '');
  };
  const chooseWard = (wanted: string): void => {
    const madeUp = name() === '' || name() === `${words.tabletOf} ${wardName(ward())}`;
    setWard(wanted);
    if (madeUp) setName(wanted === '' ? '' : `${words.tabletOf} ${wardName(wanted)}`);
  };
  createEffect(
    on(
      () => props.wish,
      ({ code: wanted }) => {
        take(wanted);
        if (wanted !== '') nameField?.focus();
      },
    ),
  );
  // A scanned code is often here before the list that says what its screen asked for.
  createEffect(
    on(
      () => props.waiting.some((one) => one.code === code()),
      (isKnown) => isKnown && take(code()),
    ),
  );
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    const isDone = await props.onPair(code(), name().trim(), view(), view() === 'ward' ? ward() : null);
    if (isDone) {
      setName('');
      setWard('');
    }
    setBusy(false);
  };
  return (
    <form class="ops-pair" onSubmit={submit} data-form="pair">
      <h3>{words.pairTitle}</h3>
      <Show when={props.wish.scanned && props.wish.code === code()}>
        <p class="ops-notice" role="status">
          {words.pairFromQr}
        </p>
      </Show>
      <div class="ops-row">
        <label>
          {words.code}
          <input
            class="ops-code"
            name="code"
            required
            minlength="6"
            maxlength="12"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            value={codeText(code())}
            onChange={(event) => take(event.currentTarget.value)}
            onInput={(event) => readCode(event.currentTarget.value).length === 6 && take(event.currentTarget.value)}
          />
        </label>
        <label>
          {words.kind}
          <select
            name="view"
            value={view()}
            onChange={(event) => setView(event.currentTarget.value === 'ward' ? 'ward' : 'wall')}
          >
            <option value="wall">{words.kindWall}</option>
            <option value="ward">{words.kindWard}</option>
          </select>
        </label>
        <Show when={view() === 'ward'}>
          <WardSelect label={words.ward} value={ward()} onChange={chooseWard} />
        </Show>
        <label class="is-wide">
          {words.deviceName}
          <input
            ref={nameField}
            name="name"
            required
            maxlength="60"
            placeholder={words.deviceNameHint}
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="is-main" disabled={busy()}>
          {words.pair}
        </button>
      </div>
      <Show when={props.done}>
        <p role="status">
          {words.pairDone}: {props.done}.
        </p>
      </Show>
    </form>
  );
}
