import { createMemo, Show } from 'solid-js';
import { calendarEnd } from '../../../shared/calendarChange';
import { wholeText } from '../../../shared/formats';
import { formatDay, startOfDay } from '../../../shared/localTime';
import { useMoments } from '../../board/moments';
import { calendar } from '../../board/reference';
import { KeyedList } from '../../ui/KeyedList';
import { useCalendarWords } from '../../ui/words/calendar';
import { useOpsWords } from '../../ui/words/ops';
import { CalendarForm } from './CalendarForm';
import type { CalendarAnswer } from './opsAnswers';
import { isoDayText, whenText } from './opsTexts';
import { Section, type SectionProps } from './Section';

const PATH = '/api/v1/ops/calendar';
const REFRESH_MS = 10_000;
const NEXT_SHOWN = 6;

/** The working calendar in force, to which day it reaches, and the next one. */
export function CalendarDesk(props: SectionProps) {
  const { words: ops } = useOpsWords();
  const { lang, words } = useCalendarWords();
  const { day } = useMoments();
  const feed = props.calls.feed<CalendarAnswer>(ops.calendar, PATH, REFRESH_MS);
  const end = createMemo(() => calendarEnd(calendar, startOfDay(day() ?? 0)));
  const differs = () => feed.value()?.differs ?? 0;
  const since = (one: CalendarAnswer['versions'][number]) =>
    one.recordedAt === null ? words.fromBeginning : `${words.recordedAt} ${whenText(one.recordedAt, null)}`;
  return (
    <Section
      name="calendar"
      title={ops.calendar}
      waits={(end() ? 1 : 0) + (differs() > 0 ? 1 : 0)}
      note={words.note}
      fault={feed.fault()}
    >
      <Show when={feed.value()}>
        {(answer) => (
          <>
            <p data-calendar={answer().version}>
              {words.inForce}: {words.version} {answer().version}, {since(answer())} ({answer().person}).{' '}
              {words.lastDay} <b data-last-day={answer().lastDay}>{isoDayText(answer().lastDay)}</b>
              <Show when={!answer().saysLastDay}> ({words.lastNamed})</Show>.
            </p>
            <Show when={end()}>
              {(told) => (
                <p class="ops-notice" data-calendar-end={told().over ? 'over' : 'soon'}>
                  {told().over ? words.over : words.soon}
                </p>
              )}
            </Show>
            <Show when={answer().changing}>
              <p role="status">{words.changing}</p>
            </Show>
            <Show when={answer().differs === null}>
              <p role="status">{words.checking}</p>
            </Show>
            <Show when={differs() > 0}>
              <p class="ops-notice" data-differs={differs()}>
                {words.differsA} <b>{wholeText(differs(), lang)}</b> {words.differsB} <code>npm run recount</code>{' '}
                {words.differsC}
              </p>
            </Show>
            <NextDays file={answer().file} />
            <CalendarForm {...props} path={PATH} answer={answer()} onRecorded={feed.refresh} />
            <Show when={answer().versions.length > 1}>
              <h3>{words.earlier}</h3>
              <ul class="ops-versions">
                <KeyedList each={answer().versions.slice(1)} by={({ version }) => String(version)}>
                  {(one) => (
                    <li>
                      {words.version} {one().version} · {since(one())} · {one().person}
                    </li>
                  )}
                </KeyedList>
              </ul>
            </Show>
          </>
        )}
      </Show>
    </Section>
  );
}

const daysText = ({ from, to }: { readonly from: string; readonly to: string }) =>
  from === to ? isoDayText(from) : `${isoDayText(from)} – ${isoDayText(to)}`;

/** What the calendar says of the days to come: whoever reads it sees whether next year is in it. */
function NextDays(props: { readonly file: CalendarAnswer['file'] }) {
  const { words } = useCalendarWords();
  const { day } = useMoments();
  const next = createMemo(() => {
    const today = formatDay(day() ?? 0);
    const on = props.file.on.map((day) => ({ from: day, to: day, name: words.dayOn }));
    return [...props.file.off, ...on]
      .filter((span) => span.to >= today)
      .sort((a, b) => (a.from < b.from ? -1 : 1))
      .slice(0, NEXT_SHOWN);
  });
  return (
    <>
      <h3>{words.next}</h3>
      <Show when={next().length > 0} fallback={<p>{words.none}</p>}>
        <ul class="ops-days">
          <KeyedList each={next()} by={({ from, to, name }) => `${from} ${to} ${name}`}>
            {(span) => (
              <li>
                <b>{daysText(span())}</b> {span().name}
              </li>
            )}
          </KeyedList>
        </ul>
      </Show>
    </>
  );
}
