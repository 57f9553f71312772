import { createMemo, createSignal, For, Show } from 'solid-js';
import { ON_TIME_VARIANTS } from '../../../../shared/ranking';
import { wardName, wards } from '../../../board/reference';
import { useBoard } from '../../../board/store';
import { rateText } from '../../../ui/rateText';
import { usePresentWords } from '../../../ui/words/present';
import { READING } from '../BigFigures';
import type { UnitOfPeriod } from '../figures';
import { RankList } from '../RankList';
import { byOnline, byOnTime, type FairRank, fairRanking } from '../ranked';
import type { PageProps } from './index';

const KINDS = ['together', 'phường', 'xã'] as const;
type Kinds = (typeof KINDS)[number];
const KIND_WORDS = { together: 'together', phường: 'phuong', xã: 'xa' } as const;
const kindOf = new Map(wards.map((ward) => [ward.code, ward.kind]));
const FIRST = 7;
const LAST = 3;

/** Page 2, Xếp hạng: the three readings of on time side by side by name, and online; like with like on request. */
export function RankingPage(props: PageProps) {
  const { words } = usePresentWords();
  const { limits } = useBoard();
  const [kinds, setKinds] = createSignal<Kinds>('together');
  const units = createMemo((): readonly UnitOfPeriod[] =>
    props.picture.summary.wards.filter((unit) => kinds() === 'together' || kindOf.get(unit.code) === kinds()),
  );
  const columns = [
    ...ON_TIME_VARIANTS.map((variant) => ({
      key: variant,
      title: () => `${words.onTime} ${variant}`,
      note: () => `${variant === 'B' ? '' : '÷ '}${words[READING[variant]]}`,
      rateOf: byOnTime(variant),
      city: () => props.picture.summary.city.onTimeRate[variant],
    })),
    {
      key: 'online',
      title: () => words.online,
      note: () => `÷ ${words.receivedOf}`,
      rateOf: byOnline,
      city: () => props.picture.summary.city.onlineRate,
    },
  ];
  const { lang } = usePresentWords();
  const pick = (code: string): void => {
    props.state.setWard(code);
    props.state.setPage('unit');
  };
  return (
    <>
      <fieldset class="kinds">
        <legend class="unseen">{words.ranking}</legend>
        <For each={KINDS}>
          {(one) => (
            <button type="button" aria-pressed={kinds() === one} onClick={() => setKinds(one)}>
              {words[KIND_WORDS[one]]}
            </button>
          )}
        </For>
        <small>
          {words.leastN} {limits().fewBelow} {words.dossiers} · {words.interval} · {words.place}
        </small>
      </fieldset>
      <div class="rankings">
        <For each={columns}>
          {(column) => {
            const ranked = createMemo(() => fairRanking(units(), limits().fewBelow, column.rateOf));
            return (
              <section data-column={column.key}>
                <h2>{column.title()}</h2>
                <p class="column-note">
                  {column.note()} · {words.wholeCity} {rateText(column.city(), limits(), lang)}
                </p>
                <RankList
                  ranked={ranked()}
                  first={FIRST}
                  last={LAST}
                  city={column.city().value}
                  spot={props.state.ward()}
                  onPick={pick}
                />
                <Few ranked={ranked()} />
              </section>
            );
          }}
        </For>
      </div>
    </>
  );
}

function Few(props: { readonly ranked: readonly FairRank[] }) {
  const { words } = usePresentWords();
  const few = () => props.ranked.filter((one) => one.rank === null);
  return (
    <Show when={few().length > 0}>
      <p class="few">
        {words.tooFew} {few().length}/{props.ranked.length}:{' '}
        {few()
          .slice(0, 3)
          .map((one) => wardName(one.code))
          .join(', ')}
        {few().length > 3 ? ', …' : ''}
      </p>
    </Show>
  );
}
