import { createMemo, Show } from 'solid-js';
import type { WardList, WardListRow } from '../../../shared/wardLists';
import { useMoments } from '../../board/moments';
import { calendar } from '../../board/reference';
import { KeyedList } from '../../ui/KeyedList';
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
  const { minute } = useMoments();
  const { lang, ...catalogue } = useWardWords();
  return (
    <ol class="rows" data-rows={props.list}>
      <KeyedList
        each={props.rows}
        by={({ hint, receivedAt, submittedAt }) => [hint, receivedAt, submittedAt].join(' ')}
      >
        {(row) => {
          const texts = createMemo(() =>
            rowTexts(row(), props.list, {
              catalogue,
              calendar,
              lang,
              now: minute() ?? 0,
              off: props.off || minute() === null,
            }),
          );
          return (
            <li classList={{ 'is-late': texts().late }} data-hint={row().hint}>
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
      </KeyedList>
    </ol>
  );
}
