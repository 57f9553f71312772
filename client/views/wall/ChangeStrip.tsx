import './change.css';
import { createMemo, For, Show } from 'solid-js';
import { clockText, wholeText } from '../../../shared/formats';
import { parseInstant } from '../../../shared/localTime';
import type { UnitFigures, WardFigures } from '../../../shared/protocol';
import { onTimeRateOf, rankByRate } from '../../../shared/ranking';
import { resolvedOf } from '../../../shared/rates';
import { useHistory } from '../../board/history';
import { wardName } from '../../board/reference';
import { useBoard } from '../../board/store';
import { Ask } from '../../tiles/Ask';
import { KeyedList } from '../../ui/KeyedList';
import { useLang } from '../../ui/lang';
import { useWallWords } from '../../ui/words/wall';

const MOVERS = 3;
const KINDS = [
  { key: 'received', word: 'received' },
  { key: 'resolved', word: 'resolved' },
  { key: 'overdue', word: 'overdueCount' },
] as const;

/** What changed: the last quarter of an hour in one line, and who moved most since the morning. */
export function ChangeStrip() {
  const { state, limits } = useBoard();
  const { lang, words } = useLang();
  const wallWords = useWallWords();
  const history = useHistory();
  const signed = (n: number) => (n > 0 ? `+${wholeText(n, lang)}` : wholeText(n, lang));
  const changes = createMemo(() => {
    const before = history()?.earlier;
    const city = state.board?.city;
    if (!before || !city) return null;
    return changesOf(before.city, city, before.wards, state.board?.wards ?? []);
  });
  const spanText = () => {
    const from = parseInstant(history()?.earlier.at ?? '');
    return from === null ? words.changed15 : `${wallWords.since} ${clockText(from)}`;
  };
  const movers = createMemo(() => {
    const ranks = (units: readonly WardFigures[]) =>
      new Map(
        rankByRate(
          units.map((unit) => ({ code: unit.code, rate: onTimeRateOf(unit, 'A') })),
          limits().fewBelow,
        ).map((one) => [one.code, one.rank]),
      );
    const morning = ranks(history()?.morning ?? []);
    return [...ranks(state.board?.wards ?? [])]
      .flatMap(([code, rank]) => {
        const before = morning.get(code) ?? null;
        return rank === null || before === null || rank === before ? [] : [{ code, by: before - rank }];
      })
      .sort((a, b) => Math.abs(b.by) - Math.abs(a.by))
      .slice(0, MOVERS);
  });
  return (
    <section class="changes" aria-label={words.changed15}>
      <Show when={changes()}>
        {(known) => (
          <p>
            <b>{words.changed15}</b>{' '}
            <For each={KINDS}>
              {(kind, i) => (
                <>
                  {i() === 0 ? '' : ' · '}
                  {words[kind.word].toLowerCase()}{' '}
                  <b data-change={kind.key} data-value={known()[kind.key]}>
                    <Ask
                      asked={{
                        key: `change-${kind.key}`,
                        title: `${words[kind.word]}: ${words.changed15}`,
                        metric: '',
                        about: wallWords.change15About,
                        span: spanText(),
                        value: { kind: 'count', value: known()[kind.key] },
                      }}
                    >
                      {signed(known()[kind.key])}
                    </Ask>
                  </b>
                </>
              )}
            </For>
            <Show when={known().newly.length > 0}>
              {' '}
              ({words.newlyOverdue}: {known().newly.map(wardName).join(', ')})
            </Show>
          </p>
        )}
      </Show>
      <Show when={movers().length > 0}>
        <p>
          <b>{words.movers}</b>{' '}
          <KeyedList each={movers()} by={(mover) => mover.code}>
            {(mover) => (
              <span data-mover={mover().code} data-moved={mover().by}>
                {mover().by > 0 ? `↑${mover().by}` : `↓${-mover().by}`} {wardName(mover().code)}
              </span>
            )}
          </KeyedList>
        </p>
      </Show>
    </section>
  );
}

/** Counts of the day only rise within it; over midnight the day's own figure is what changed. */
function changesOf(
  before: UnitFigures,
  now: UnitFigures,
  wardsBefore: readonly WardFigures[],
  wardsNow: readonly WardFigures[],
) {
  const since = (was: number, is: number) => (is >= was ? is - was : is);
  const overdueBefore = new Map(wardsBefore.map((ward) => [ward.code, ward.stands.pendingOverdue]));
  return {
    received: since(before.today.received, now.today.received),
    resolved: since(resolvedOf(before.today), resolvedOf(now.today)),
    overdue: now.stands.pendingOverdue - before.stands.pendingOverdue,
    newly: wardsNow
      .filter((ward) => ward.stands.pendingOverdue > (overdueBefore.get(ward.code) ?? 0))
      .slice(0, MOVERS)
      .map((ward) => ward.code),
  };
}
