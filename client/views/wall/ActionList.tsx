import './side.css';
import { createMemo, Match, Show, Switch } from 'solid-js';
import { nextOpening } from '../../../shared/calendar';
import { dayText, minuteText } from '../../../shared/formats';
import { dayOf, formatDay, parseInstant, startOfDay } from '../../../shared/localTime';
import { createAge } from '../../board/ages';
import { type AlertLine, alertCount, alertLines, shelvedCount } from '../../board/alertLines';
import { useMoments } from '../../board/moments';
import { NoteLine, useNoteOf } from '../../board/NoteText';
import { calendar } from '../../board/reference';
import { useBoard } from '../../board/store';
import { Waiting } from '../../board/Waiting';
import { Ask } from '../../tiles/Ask';
import { KeyedList } from '../../ui/KeyedList';
import { useLang } from '../../ui/lang';
import { Shape } from '../../ui/Shape';
import { useLineWords } from '../../ui/words/line';
import { useWallWords } from '../../ui/words/wall';

const ROWS = 3;
/** A longer name is set smaller, or the age beside it would leave the row. */
const LONG_NAME = 28;
/** Where the row has no second line, its room is the name's. */
const hasSecond = ({ owner, detail }: AlertLine) => owner !== null || detail !== '';

/** What to do next, gravest first: at most three rows, the heading says how many there are. */
export function ActionList() {
  const { state } = useBoard();
  const { knowledge } = useMoments();
  const { lang, words } = useLang();
  const wallWords = useWallWords();
  const { words: lineWords } = useLineWords();
  const ever = () => knowledge().ever;
  const items = createMemo((): readonly AlertLine[] => (state.board && ever() ? alertLines(state.board, lang) : []));
  return (
    <section class="alerts">
      <Switch>
        <Match when={state.board === null}>
          <Waiting />
        </Match>
        <Match when={!ever()}>
          <NoData />
        </Match>
        <Match when={state.board?.alertsJudged === false}>
          <h2>{words.actNow}</h2>
          <p class="note" data-judged="no">
            {lineWords.notJudged}
          </p>
          <p class="note is-dim">{lineWords.notJudgedHint}</p>
        </Match>
        <Match when={items().length === 0}>
          <h2>{words.actNow}</h2>
          <p class="note">{words.nothingToAct}</p>
        </Match>
        <Match when={true}>
          <h2>
            {words.actNow}{' '}
            <b data-figure="actionCount" data-window="now" data-value={alertCount(items())}>
              <Ask
                asked={{
                  key: 'actionCount',
                  title: words.actNow,
                  metric: '',
                  about: wallWords.actionsAbout,
                  span: words.rightNow,
                  value: { kind: 'count', value: alertCount(items()) },
                }}
              >
                {alertCount(items())}
              </Ask>
            </b>
            <Show when={shelvedCount(items()) > 0}>
              <small class="shelved" data-shelved={shelvedCount(items())}>
                {shelvedCount(items())} {wallWords.shelved}
              </small>
            </Show>
          </h2>
          <ol>
            <KeyedList each={items().slice(0, ROWS)} by={(item) => item.key}>
              {(item) => (
                <li
                  classList={{ 'is-shelved': item().shelved }}
                  data-tone={item().tone}
                  data-alert={item().key}
                  data-owner={item().owner ?? ''}
                >
                  <Shape tone={item().tone} />
                  <div>
                    <p class="name">
                      <span classList={{ 'is-long': item().name.length > LONG_NAME, 'is-wrapped': !hasSecond(item()) }}>
                        {item().name}
                      </span>
                      <RangAge since={item().since} />
                    </p>
                    <p>{item().cause}</p>
                    <SecondLine item={item()} />
                  </div>
                </li>
              )}
            </KeyedList>
          </ol>
        </Match>
      </Switch>
    </section>
  );
}

function RangAge(props: { readonly since: string | null }) {
  const age = createAge(() => (props.since === null ? null : parseInstant(props.since)));
  return <time data-ticking="">{age()}</time>;
}

/** Who has taken it, else what the unit says of it, else more figures. */
function SecondLine(props: { readonly item: AlertLine }) {
  const own = () => (props.item.owner === null && props.item.wards.length === 1 ? props.item.wards[0] : undefined);
  // Once it is over, it explains nothing that is to be done now.
  const note = useNoteOf(own);
  return (
    <Show when={note()?.until === null} fallback={<p class="second">{props.item.owner ?? props.item.detail}</p>}>
      <NoteLine ward={own()} />
    </Show>
  );
}

function NoData() {
  const { minute } = useMoments();
  const { words } = useLang();
  const opens = () => {
    const at = minute();
    if (at === null) return '';
    const next = nextOpening(calendar, at);
    const day = dayOf(next) === dayOf(at) ? '' : `, ${dayText(formatDay(dayOf(next)))}`;
    return `${minuteText(startOfDay(dayOf(next)) + calendar.hoursOf(dayOf(next)).am[0])}${day}`;
  };
  return (
    <>
      <h2>{words.noDataTitle}</h2>
      <p class="note">{words.noDataWaiting}</p>
      <p class="note is-dim">{words.noDataDash}</p>
      <p class="note is-dim">
        {words.noDataHours} {opens()}.
      </p>
    </>
  );
}
