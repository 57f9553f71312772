import { createEffect, createSignal, on, Show } from 'solid-js';
import { ROLES, type Role } from '../../../shared/access';
import { wardName } from '../../board/reference';
import { KeyedList } from '../../ui/KeyedList';
import { ROLE_WORD, useOpsWords } from '../../ui/words/ops';
import type { AuditRow } from './opsAnswers';
import { whenText } from './opsTexts';
import { Cell, Columns } from './parts';
import { Section, type SectionProps } from './Section';

const PAGE = 50;
const REFRESH_MS = 15_000;
const path = (before: number | null) => `/api/v1/audit?limit=${PAGE}${before === null ? '' : `&before=${before}`}`;

/** Who did what, when, about which ward, from where. Newest first; the first page follows what happens. */
export function AuditTable(props: SectionProps) {
  const { words, audit } = useOpsWords();
  const newest = props.calls.feed<{ readonly rows: readonly AuditRow[] }>(words.audit, path(null), REFRESH_MS);
  /** An older page; null on the first. */
  const [older, setOlder] = createSignal<readonly AuditRow[] | null>(null);
  const [fault, setFault] = createSignal<string | null>(null);
  const rows = () => older() ?? newest.value()?.rows ?? [];
  const goOlder = async (): Promise<void> => {
    const last = rows().at(-1);
    if (!last) return;
    const page = await props.calls.read<{ readonly rows: readonly AuditRow[] }>(path(last.seq));
    setFault(page ? null : words.notRead);
    if (page) setOlder(page.rows);
  };
  // What was just done here stands in the log at once.
  createEffect(on(props.calls.deeds, () => void newest.refresh(), { defer: true }));
  const roleOf = (role: string) => {
    const known = ROLES.find((one): one is Role => one === role);
    return known ? words[ROLE_WORD[known]] : role === 'screen' ? words.roleScreen : role;
  };
  const wardText = (code: string | null) => (code === null ? words.none : wardName(code));
  return (
    <Section name="audit" title={words.audit} note={words.auditNote} fault={fault() ?? newest.fault()}>
      <Show when={newest.value()}>
        <Show when={rows().length > 0} fallback={<p>{words.auditNone}</p>}>
          <table class="ops-audit">
            <Columns names={[words.time, words.who, words.action, words.ward, words.detail, words.address]} />
            <tbody>
              <KeyedList each={rows()} by={(row) => row.seq}>
                {(row) => (
                  <tr data-seq={row().seq} data-action={row().action}>
                    <Cell of={words.time}>{whenText(row().at, newest.serverMs())}</Cell>
                    <th scope="row">
                      {row().who === '' ? words.nobody : row().who}{' '}
                      <Show when={row().role !== ''}>
                        <small>{roleOf(row().role)}</small>
                      </Show>
                    </th>
                    <Cell of={words.action}>{audit[row().action] ?? row().action}</Cell>
                    <Cell of={words.ward}>{wardText(row().ward)}</Cell>
                    <Cell of={words.detail}>{row().detail ?? words.none}</Cell>
                    <Cell of={words.address}>{row().address}</Cell>
                  </tr>
                )}
              </KeyedList>
            </tbody>
          </table>
        </Show>
        <p class="ops-buttons">
          <button type="button" data-page="newest" disabled={older() === null} onClick={() => setOlder(null)}>
            {words.newest}
          </button>
          <button type="button" data-page="older" disabled={rows().length < PAGE} onClick={() => void goOlder()}>
            {words.older}
          </button>
        </p>
      </Show>
    </Section>
  );
}
