import { Show } from 'solid-js';
import { wholeText } from '../../../shared/formats';
import type { OnTimeVariant } from '../../../shared/ranking';
import type { PeriodFigures } from '../../../shared/summary';
import { fieldName } from '../../board/reference';
import { Pending } from '../../reading/Pending';
import { createReading } from '../../reading/reading';
import { KeyedList } from '../../ui/KeyedList';
import { fractionOf, percentOf } from '../../ui/rateText';
import { usePresentWords } from '../../ui/words/present';
import { keyOf, pathOf } from './figures';
import type { Asked } from './presentState';

interface FieldRow extends PeriodFigures {
  readonly field: string;
}

const ROWS = 4;
/** Land procedures (data/fields.json). */
const LAND = 'G10-NN05';

interface FieldTableProps {
  readonly asked: Asked;
  readonly asOf: string;
  readonly code: string;
  readonly variant: OnTimeVariant;
  /** While the time machine runs, the fields are not read with every step, and those of another instant are not shown. */
  readonly quiet: boolean;
}

/** Where a unit's work lies: its largest fields (lĩnh vực), land among them whatever its size. */
export function FieldTable(props: FieldTableProps) {
  const { lang, words } = usePresentWords();
  const fields = createReading<{ readonly fields: readonly FieldRow[] }>({
    title: words.fields,
    ask: () =>
      props.quiet ? null : pathOf('fields', { ...props.asked, at: props.asked.at ?? props.asOf }, { ward: props.code }),
    about: () => keyOf(props.asked, props.code),
  });
  const onTime = (row: FieldRow) => row.onTimeRate[props.variant];
  const rows = () => {
    const all = fields.data()?.fields ?? [];
    const land = all.find((row) => row.field === LAND);
    const top = all.slice(0, ROWS);
    return land && !top.includes(land) ? [...top.slice(0, ROWS - 1), land] : top;
  };
  return (
    <Show
      when={!props.quiet && fields.data()}
      fallback={
        <Show when={!props.quiet}>
          <Pending of={fields} />
        </Show>
      }
    >
      <table class="beside is-fields">
        <thead>
          <tr>
            <th>{words.fields}</th>
            <th>{words.received}</th>
            <th>{words.online}</th>
            <th>
              {words.onTime} {props.variant}
            </th>
            <th>{words.overdueShort}</th>
          </tr>
        </thead>
        <tbody>
          <KeyedList each={rows()} by={({ field }) => field}>
            {(row) => (
              <tr data-field={row().field}>
                <th>{row().field === '' ? words.noField : (fieldName(row().field, lang) ?? row().field)}</th>
                <td>{wholeText(row().received, lang)}</td>
                <td>{percentOf(row().onlineRate, lang)}</td>
                <td>
                  {percentOf(onTime(row()), lang)} ({fractionOf(onTime(row()), lang)})
                </td>
                <td>{wholeText(row().pendingOverdue, lang)}</td>
              </tr>
            )}
          </KeyedList>
        </tbody>
      </table>
    </Show>
  );
}
