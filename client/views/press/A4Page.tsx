import { For, Show } from 'solid-js';
import { percentText, wholeText } from '../../../shared/formats';
import { Simulated } from '../../access/Simulated';
import { wardName } from '../../board/reference';
import { useBoard } from '../../board/store';
import { CITY_BOX, drawPaths, fitTo, readGeometry } from '../../map/geometry';
import { heroText, underText } from '../../ui/rateText';
import { usePresentWords } from '../../ui/words/present';
import { READING } from '../present/BigFigures';
import { DayBars } from '../present/DayBars';
import type { FairRank } from '../present/ranked';
import { asOfText, classOf, ladder, type PressFigures, periodOf, rankings } from './pressFigures';

const MAP = { x: 0, y: 0, width: 752, height: 480 };
const ROWS = 5;

/** Screen F: one A4 page to print or save as PDF, text as text. */
export function A4Page(props: { readonly figures: PressFigures }) {
  const { lang, words } = usePresentWords();
  const { limits } = useBoard();
  const city = () => props.figures.picture.summary.city;
  const onTime = () => city().onTimeRate[props.figures.variant];
  const few = { fewBelow: props.figures.leastN };
  const ranked = () => rankings(props.figures);
  const paths = drawPaths(readGeometry(props.figures.map), fitTo(CITY_BOX, MAP));
  const classes = () =>
    new Map(props.figures.picture.summary.wards.map((unit) => [unit.code, classOf(unit, limits())]));
  const overdueAt = () => props.figures.picture.summary.wards.filter((unit) => unit.pendingOverdue > 0).length;
  const paragraphs = () => props.figures.brief.text.split('\n\n');
  return (
    <main class="sheet" data-shape="a4" data-ready="yes">
      <div class="no-print">
        <button type="button" onClick={() => window.print()}>
          {words.print}
        </button>
        <Simulated class="press-sim">{words.simulatedLong}</Simulated>
      </div>
      <article class="a4" lang="vi">
        <header>
          <span>{words.pressOffice}</span>
          <span>{periodOf(props.figures)}</span>
        </header>
        <h1>{words.pressTitle}</h1>
        <div class="a4-figures">
          <p>
            <span>{words.received}</span>
            <b>{wholeText(city().received, lang)}</b>
            <span>{words.dossiers}</span>
          </p>
          <p>
            <span>{words.online}</span>
            <b>{heroText(city().onlineRate, few, lang)}</b>
            <span>
              {underText(city().onlineRate, few, lang)} {words.receivedOf}
            </span>
          </p>
          <p>
            <span>{words.onTime}</span>
            <b>{heroText(onTime(), few, lang)}</b>
            <span>
              {underText(onTime(), few, lang)} {words[READING[props.figures.variant]]}, {words.reading}{' '}
              {props.figures.variant}
            </span>
          </p>
          <p>
            <span>{words.overdue}</span>
            <b>{wholeText(city().pendingOverdue, lang)}</b>
            <span>
              {words.atUnits} {overdueAt()}/40 {words.units}, {words.endOfPeriod}
            </span>
          </p>
        </div>
        <section class="a4-text">
          <For each={paragraphs().slice(0, -1)}>{(text) => <p>{text}</p>}</For>
        </section>
        <div class="a4-two">
          <section>
            <h2>{words.mapTitle}</h2>
            <svg class="a4-map" viewBox={`0 0 ${MAP.width} ${MAP.height}`} role="img" aria-label={words.mapTitle}>
              <path class="sea" d={paths.sea} />
              <For each={paths.wards}>
                {(ward) => <path class={`ward ${classes().get(ward.code) ?? 'is-few'}`} d={ward.d} />}
              </For>
              <path class="lagoon" d={paths.lagoon} />
              <path class="inner" d={paths.inner} />
            </svg>
            <Ladder />
            <Show when={props.figures.map.schematic}>
              <p class="a4-note">{words.schematic}</p>
            </Show>
          </section>
          <DayBars days={props.figures.picture.days} height={700} />
        </div>
        <div class="a4-two is-tables">
          <Table title={words.topOnline} rows={ranked().online.slice(0, ROWS)} />
          <Table
            title={`${words.topOnTime} (${words.reading} ${props.figures.variant})`}
            rows={ranked().onTime.slice(0, ROWS)}
          />
        </div>
        <footer>
          <Show when={props.figures.simulated}>
            <b>{words.simulatedLong}</b>
          </Show>
          <span>
            {words.figuresTo} {asOfText(props.figures)}. {words.definitions}: {words.defOnline}
          </span>
        </footer>
      </article>
    </main>
  );
}

function Ladder() {
  const { words } = usePresentWords();
  const { limits } = useBoard();
  const { rows, columns } = ladder(limits());
  return (
    <table class="a4-ladder">
      <caption>{words.ladderRows}</caption>
      <tbody>
        <tr>
          <th />
          <For each={columns}>{({ text }) => <th>{text}</th>}</For>
        </tr>
        <For each={rows}>
          {({ row, text }) => (
            <tr>
              <th>{text}</th>
              <For each={columns}>
                {({ column }) => (
                  <td>
                    <svg viewBox="0 0 10 3" preserveAspectRatio="none" aria-hidden="true">
                      <rect class={`bi-${row}${column}`} width="10" height="3" />
                    </svg>
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

function Table(props: { readonly title: string; readonly rows: readonly FairRank[] }) {
  const { lang } = usePresentWords();
  return (
    <table>
      <caption>{props.title}</caption>
      <tbody>
        <For each={props.rows}>
          {(row) => (
            <tr>
              <td>{row.rank}</td>
              <td>{wardName(row.code)}</td>
              <td>{percentText(row.rate.num, row.rate.den, 2, lang)}%</td>
              <td>
                {wholeText(row.rate.num, lang)}/{wholeText(row.rate.den, lang)}
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
