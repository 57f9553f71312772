import { createMemo, Show } from 'solid-js';
import { percentText, UNKNOWN, wholeText } from '../../../../shared/formats';
import type { Rate } from '../../../../shared/rates';
import { wardName, wards } from '../../../board/reference';
import { useBoard } from '../../../board/store';
import { KeyedList } from '../../../ui/KeyedList';
import { fractionOf, percentOf } from '../../../ui/rateText';
import { usePresentWords } from '../../../ui/words/present';
import { Big, RateBig, READING } from '../BigFigures';
import { FieldTable } from '../FieldTable';
import type { UnitOfPeriod } from '../figures';
import { NeighbourMap } from '../NeighbourMap';
import { byOnline, byOnTime, fairRanking } from '../ranked';
import { Strip } from '../Strip';
import { noteHeight, UnitNote, useUnitNote } from '../UnitNote';
import { UnitTrend } from '../UnitTrend';
import type { PageProps } from './index';

/** Equals are named, as in the brief, up to so many. */
const NAMED_AT_MOST = 3;

/** Page 3, Một đơn vị: its figures, its place among all and among its kind, its neighbours, up to three beside it. */
export function UnitPage(props: PageProps) {
  const { lang, words } = usePresentWords();
  const { limits } = useBoard();
  const about = () => wards.find((ward) => ward.code === props.state.ward());
  const unitOf = (summary: PageProps['picture']['summary'] | null, code: string): UnitOfPeriod | null =>
    summary?.wards.find((unit) => unit.code === code) ?? null;
  const unit = () => unitOf(props.picture.summary, props.state.ward());
  const before = () => {
    const old = unitOf(props.picture.before, props.state.ward());
    return old && old.received > 0 ? old : null;
  };
  const note = useUnitNote(
    () => props.picture.asked,
    () => props.state.ward(),
  );
  const onTime = () => byOnTime(props.state.variant());
  const ranking = (rateOf: (unit: UnitOfPeriod) => Rate, kind: string | null) =>
    fairRanking(
      props.picture.summary.wards.filter(
        (one) => kind === null || wards.find((ward) => ward.code === one.code)?.kind === kind,
      ),
      limits().fewBelow,
      rateOf,
    );
  const timely = createMemo(() => ranking(onTime(), null));
  const online = createMemo(() => ranking(byOnline, null));
  const place = (list: ReturnType<typeof timely>) => list.find((one) => one.code === props.state.ward());
  const own = () => place(timely());
  const ownOnline = () => place(online());
  const ofKind = () => place(ranking(onTime(), about()?.kind ?? null));
  const tiedNames = () => {
    const codes = own()?.tied ?? [];
    const more = codes.length - NAMED_AT_MOST;
    const named = codes.slice(0, NAMED_AT_MOST).map(wardName).join(', ');
    return more > 0 ? `${named} ${words.and} ${more} ${words.others}` : named;
  };
  const ratesOf = (rateOf: (unit: UnitOfPeriod) => Rate) =>
    props.picture.summary.wards.map((one) => ({ code: one.code, rate: rateOf(one) }));
  return (
    <Show when={unit()}>
      {(figures) => (
        <div class="spot" data-spot={props.state.ward()}>
          <div>
            <NeighbourMap
              less={noteHeight(note())}
              code={props.state.ward()}
              labelOf={(code) => {
                const rate = unitOf(props.picture.summary, code)?.onTimeRate[props.state.variant()];
                return rate && rate.den >= limits().fewBelow ? `${percentText(rate.num, rate.den, 1, lang)}%` : '—';
              }}
              onPick={props.state.setWard}
            />
            <UnitNote note={note()} />
            <UnitTrend
              asked={props.picture.asked}
              asOf={props.picture.summary.asOf}
              code={props.state.ward()}
              quiet={props.player.playing()}
            />
          </div>
          <div>
            <div class="bigs is-unit">
              <RateBig
                title={words.onTime}
                figure="onTimeRate"
                rate={figures().onTimeRate[props.state.variant()]}
                before={before()?.onTimeRate[props.state.variant()] ?? null}
                of={`${words[READING[props.state.variant()]]}, ${words.reading} ${props.state.variant()}`}
              />
              <RateBig
                title={words.online}
                figure="onlineRate"
                rate={figures().onlineRate}
                before={before()?.onlineRate ?? null}
                of={words.receivedOf}
              />
              <Big
                title={words.overdueShort}
                figure="pendingOverdue"
                value={figures().pendingOverdue}
                text={wholeText(figures().pendingOverdue, lang)}
                fraction={`${wholeText(figures().pendingOverdue, lang)}/${wholeText(figures().pendingOverdue + figures().pendingInTime, lang)} ${words.pending}`}
                change={UNKNOWN}
                act={figures().pendingOverdue > 0}
              />
            </div>
            <p class="say">
              <Show when={own()?.rank} fallback={`${words.unranked} (${limits().fewBelow}). `}>
                {words.rankSentence} <b>{own()?.rank}/40</b> {words.aboutOnTime}
                <Show when={tiedNames()}>
                  {(names) => (
                    <>
                      , {words.tiedWith} {names()}
                    </>
                  )}
                </Show>
                ; <b>{ofKind()?.rank ?? '—'}</b> {words.ofKind} {about()?.kind === 'phường' ? words.phuong : words.xa}.{' '}
                <Show when={own()?.range}>
                  {(range) => (
                    <>
                      {words.withN} {wholeText(own()?.rate.den ?? 0, lang)} {words.dossiers}, {words.trueRank}{' '}
                      <b>
                        {range().best}–{range().worst}
                      </b>
                      .{' '}
                    </>
                  )}
                </Show>
              </Show>
              <Show when={ownOnline()?.rank}>
                {words.rankSentence} <b>{ownOnline()?.rank}/40</b> {words.aboutOnline}.
              </Show>
            </p>
            <Strip
              title={words.onTime}
              rates={ratesOf(onTime())}
              city={props.picture.summary.city.onTimeRate[props.state.variant()]}
              state={props.state}
            />
            <Strip
              title={words.online}
              rates={ratesOf(byOnline)}
              city={props.picture.summary.city.onlineRate}
              state={props.state}
            />
            <Show
              when={props.state.beside().length > 0}
              fallback={
                <FieldTable
                  asked={props.picture.asked}
                  asOf={props.picture.summary.asOf}
                  code={props.state.ward()}
                  variant={props.state.variant()}
                  quiet={props.player.playing()}
                />
              }
            >
              <Beside {...props} />
            </Show>
          </div>
        </div>
      )}
    </Show>
  );
}

/** Up to four units line by line, the same figures in the same columns. */
function Beside(props: PageProps) {
  const { lang, words } = usePresentWords();
  const codes = () => [props.state.ward(), ...props.state.beside()];
  const rate = (one: Rate) => `${percentOf(one, lang)} (${fractionOf(one, lang)})`;
  return (
    <table class="beside" data-compared={codes().join(' ')}>
      <thead>
        <tr>
          <th>{words.compare}</th>
          <th>{words.received}</th>
          <th>{words.online}</th>
          <th>
            {words.onTime} {props.state.variant()}
          </th>
          <th>{words.overdueShort}</th>
        </tr>
      </thead>
      <tbody>
        <KeyedList
          each={codes().flatMap((code) => props.picture.summary.wards.find((unit) => unit.code === code) ?? [])}
          by={({ code }) => code}
        >
          {(unit) => (
            <tr data-ward={unit().code}>
              <th>{wardName(unit().code)}</th>
              <td>{wholeText(unit().received, lang)}</td>
              <td>{rate(unit().onlineRate)}</td>
              <td>{rate(unit().onTimeRate[props.state.variant()])}</td>
              <td>{wholeText(unit().pendingOverdue, lang)}</td>
            </tr>
          )}
        </KeyedList>
      </tbody>
    </table>
  );
}
