import { Show } from 'solid-js';
import { monthText, wholeText } from '../../../shared/formats';
import type { DaySpan } from '../../../shared/protocol';
import type { PeriodFigures } from '../../../shared/summary';
import { fieldName } from '../../board/reference';
import { Pending } from '../../reading/Pending';
import { KeyedList } from '../../ui/KeyedList';
import { useWardWords } from '../../ui/words/ward';
import { createAnswer } from './answers';

interface LateRow {
  readonly field: string;
  readonly procedure?: string;
  readonly resolved: number;
  readonly late: number;
  readonly overdue: number;
}
interface LatenessAnswer {
  readonly from: string;
  readonly to: string;
  readonly fields: readonly LateRow[];
  readonly procedures: readonly LateRow[];
}
interface FieldsAnswer {
  readonly fields: readonly (PeriodFigures & { readonly field: string })[];
}

interface LatenessProps {
  readonly code: string;
  readonly month: DaySpan;
  /** By procedure only for the own ward: rare procedures point at people. */
  readonly own: boolean;
  readonly news: () => unknown;
  readonly onRefused: () => void;
}

const SHOWN = 6;
const LEAST_MS = 600_000;

/** Where lateness arises in the month: finished late, and overdue now; by field, and by procedure for the ward itself. */
export function Lateness(props: LatenessProps) {
  const { lang, words } = useWardWords();
  const span = () => `from=${props.month.from}&to=${props.month.to}`;
  const own = createAnswer<LatenessAnswer>({
    title: words.lateness,
    path: () => `/api/v1/wards/${props.code}/lateness?${span()}`,
    own: () => props.own,
    keepAs: `${props.code}.own.lateness`,
    news: () => props.news(),
    leastMs: LEAST_MS,
    onRefused: () => props.onRefused(),
  });
  const open = createAnswer<FieldsAnswer>({
    title: words.lateness,
    path: () => (props.own ? null : `/api/v1/fields?${span()}&ward=${props.code}`),
    keepAs: `${props.code}.fields`,
    news: () => props.news(),
    leastMs: LEAST_MS,
  });
  const fields = (): readonly LateRow[] | null =>
    own.data()?.fields ??
    open.data()?.fields.map((row) => ({
      field: row.field,
      resolved: row.resolvedEarly + row.resolvedOnTime + row.resolvedLate,
      late: row.resolvedLate,
      overdue: row.pendingOverdue,
    })) ??
    null;
  return (
    <section class="lateness">
      <h2>
        {words.lateness}
        <small>{monthText(props.month.to, lang)}</small>
      </h2>
      <div>
        <Show when={fields()} fallback={<Pending of={props.own ? own : open} />}>
          {(rows) => (
            <LateTable title={words.byField} head={words.field} rows={rows()} nameOf={fieldOf} month={props.month} />
          )}
        </Show>
        <Show
          when={own.data()?.procedures}
          fallback={<p class="lateness-locked">{props.own ? '' : words.procedureLocked}</p>}
        >
          {(rows) => (
            <LateTable
              title={words.byProcedure}
              head={words.procedure}
              rows={rows()}
              nameOf={procedureOf}
              month={props.month}
            />
          )}
        </Show>
      </div>
    </section>
  );
}

type Names = ReturnType<typeof useWardWords>['words'];
type NameOf = (row: LateRow, lang: 'vi' | 'en', words: Names) => string;

const fieldOf: NameOf = (row, lang, words) =>
  row.field === '' ? words.noField : (fieldName(row.field, lang) ?? row.field);

const procedureOf: NameOf = (row, _lang, words) => row.procedure || words.noProcedure;

interface LateTableProps {
  readonly title: string;
  readonly head: string;
  readonly rows: readonly LateRow[];
  readonly nameOf: NameOf;
  readonly month: DaySpan;
}

function LateTable(props: LateTableProps) {
  const { lang, words } = useWardWords();
  const worst = () =>
    [...props.rows]
      .filter((row) => row.late + row.overdue > 0)
      .sort((a, b) => b.late + b.overdue - (a.late + a.overdue))
      .slice(0, SHOWN);
  return (
    <Show
      when={worst().length > 0}
      fallback={
        <p class="lateness-locked">
          {props.title}: {words.noLateness} {monthText(props.month.to, lang)}.
        </p>
      }
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{props.head}</th>
            <th scope="col">{words.resolvedCount}</th>
            <th scope="col">{words.lateCount}</th>
            <th scope="col">{words.overdueCount}</th>
          </tr>
        </thead>
        <tbody>
          <KeyedList each={worst()} by={({ field, procedure }) => procedure ?? field}>
            {(row) => (
              <tr data-late-in={row().procedure ?? row().field}>
                <th scope="row">{props.nameOf(row(), lang, words)}</th>
                <td>{wholeText(row().resolved, lang)}</td>
                <td>{wholeText(row().late, lang)}</td>
                <td classList={{ 'is-late': row().overdue > 0 }}>{wholeText(row().overdue, lang)}</td>
              </tr>
            )}
          </KeyedList>
        </tbody>
      </table>
    </Show>
  );
}
