import { For, Show } from 'solid-js';
import type { WardList, WardListRow } from '../../../shared/wardLists';
import { calendar } from '../../board/reference';
import { useBoard } from '../../board/store';
import { Shape } from '../../ui/Shape';
import { useWardWords } from '../../ui/words/ward';
import { rowTexts } from './rowTexts';

interface ListRowsProps {
  readonly list: WardList;
  readonly rows: readonly WardListRow[];
  readonly off: boolean;
}

/** Dossiers of the own ward, line by line. */
export function ListRows(props: ListRowsProps) {
  const { now } = useBoard();
  const { lang, ...catalogue } = useWardWords();
  // Whole minutes: a list of five hundred is not written anew five times a second.
  const minute = () => Math.floor((now() ?? 0) / 60_000) * 60_000;
  return (
    <ol class="rows" data-rows={props.list}>
      <For each={props.rows}>
        {(row) => {
          const texts = () => rowTexts(row, props.list, { catalogue, calendar, lang, now: minute(), off: props.off });
          return (
            <li classList={{ 'is-late': texts().late }} data-hint={row.hint}>
              <Show when={texts().late}>
                <Shape tone="act" />
              </Show>
              <b>{texts().hint}</b>
              <span>
                {texts().field}
                <small>{texts().under}</small>
              </span>
              <span class="row-when">
                {texts().main}
                <small>{texts().aside}</small>
              </span>
            </li>
          );
        }}
      </For>
    </ol>
  );
}
