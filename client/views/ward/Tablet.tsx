import { createEffect, createMemo, createSignal, lazy, onMount, Show, Suspense } from 'solid-js';
import type { WardFigures } from '../../../shared/protocol';
import type { WardList, WardListAnswer } from '../../../shared/wardLists';
import type { Ward } from '../../../shared/wards';
import { knowledgeOf, offWards, paintOf } from '../../board/selectors';
import { useBoard } from '../../board/store';
import { bringIn } from '../../kiosk/lostCode';
import { useWardWords } from '../../ui/words/ward';
import { createAnswer } from './answers';
import { DueCard } from './DueCard';
import { GapCard } from './GapCard';
import { HourBars } from './HourBars';
import { createHours } from './hours';
import { Lateness } from './Lateness';
import { createNotes } from './notes';
import { createOffMark } from './offMark';
import { Position } from './Position';
import { Shortlists } from './Shortlists';
import { Stats } from './Stats';
import type { Session } from './session';
import { TabletHead } from './TabletHead';

const sheets = {
  lists: () => bringIn(() => import('./ListSheet')).then(({ ListSheet: component }) => ({ default: component })),
  notes: () => bringIn(() => import('./NotesSheet')).then(({ NotesSheet: component }) => ({ default: component })),
  signIn: () => bringIn(() => import('./SignIn')).then(({ SignIn: component }) => ({ default: component })),
};
const ListSheet = lazy(sheets.lists);
const NotesSheet = lazy(sheets.notes);
const SignIn = lazy(sheets.signIn);

type Open = WardList | 'notes' | 'sign-in' | null;

/** Lines of the first view that are read in advance; the morning card counts what falls due today among them. */
const SOON_LINES = 60;
const OVERDUE_LINES = 10;
const LISTS_LEAST_MS = 60_000;
const PRELOAD_AFTER_MS = 1500;

interface TabletProps {
  readonly ward: Ward;
  readonly session: Session;
}

export function Tablet(props: TabletProps) {
  const { state, now, limits } = useBoard();
  const { lang, words } = useWardWords();
  const [open, setOpen] = createSignal<Open>(null);
  const off = createOffMark();
  const code = props.ward.code;
  const figures = createMemo(() => state.board?.wards.find((ward) => ward.code === code) ?? null);
  const knowledge = () => knowledgeOf(state.board, now());
  const isLost = () => offWards(state.board?.sources ?? []).has(code);
  const paint = () => {
    const ward = figures();
    return ward && paintOf(ward, { off: isLost(), ever: knowledge().ever, lang, limits: limits() });
  };
  const own = () => props.session.may('own-ward', code);
  const news = () => newsOf(figures());
  const list = (name: WardList, lines: number) =>
    createAnswer<WardListAnswer>({
      path: () => `/api/v1/wards/${code}/dossiers?list=${name}&limit=${lines}`,
      own,
      keepAs: `${code}.own.first.${name}`,
      news,
      leastMs: LISTS_LEAST_MS,
      onRefused: props.session.refresh,
    });
  const overdue = list('overdue', OVERDUE_LINES);
  const soon = list('due-soon', SOON_LINES);
  const hours = createHours({ code, today: () => state.board?.windows.today.from ?? null, news });
  const { notes, refresh } = createNotes(code);
  onMount(() => {
    // Read while there is a network: without one they open from what is kept.
    setTimeout(
      () => void Promise.all(Object.values(sheets).map((load) => load())).catch(() => undefined),
      PRELOAD_AFTER_MS,
    );
  });
  createEffect(() => {
    document.title = `${props.ward.name} · ${words.gapDossiers}`;
  });
  return (
    <main
      class="ward"
      data-ward={code}
      data-state={paint()?.kind ?? 'empty'}
      data-class={paint()?.cls ?? ''}
      data-off={off() ? 'yes' : 'no'}
    >
      <TabletHead ward={props.ward} off={off()} lost={isLost()} />
      <Show when={figures()} fallback={<p class="ward-wait">{off() ? words.noneYet : words.waiting}</p>}>
        {(ward) => (
          <Show when={state.board?.windows.month}>
            {(month) => (
              <>
                <Show when={state.asOf !== null && !knowledge().ever}>
                  <p class="ward-wait">{words.noneYet}</p>
                </Show>
                <div class="cols">
                  <GapCard ward={ward()} month={month()} />
                  <DueCard
                    soon={own() ? soon.data() : null}
                    dueSoon={ward().stands.dueSoon}
                    onLook={() => setOpen('due-soon')}
                  />
                  <Stats ward={ward()} month={month()} today={knowledge().today} />
                  <Shortlists
                    own={own()}
                    overdue={overdue.data()}
                    soon={soon.data()}
                    counts={{ overdue: ward().stands.pendingOverdue, dueSoon: ward().stands.dueSoon }}
                    off={off()}
                    onSignIn={() => setOpen('sign-in')}
                  />
                  <HourBars hours={hours()} />
                  <Position ward={ward()} />
                  <Lateness code={code} month={month()} own={own()} news={news} onRefused={props.session.refresh} />
                </div>
              </>
            )}
          </Show>
        )}
      </Show>
      <footer>
        <button type="button" onClick={() => setOpen('notes')}>
          {words.note}
          <Show when={notes().length > 0}> ({notes().length})</Show>
        </button>
        <button type="button" onClick={() => setOpen('due-soon')}>
          {words.allLists}
        </button>
      </footer>
      <Suspense>
        <Show when={asList(open())}>
          {(first) => (
            <ListSheet
              code={code}
              first={first()}
              own={own()}
              off={off()}
              news={news}
              onRefused={props.session.refresh}
              onSignIn={() => setOpen('sign-in')}
              onClose={() => setOpen(null)}
            />
          )}
        </Show>
        <Show when={open() === 'notes'}>
          <NotesSheet
            code={code}
            mayWrite={props.session.may('ward-note', code)}
            notes={notes()}
            onChanged={refresh}
            onSignIn={() => setOpen('sign-in')}
            onClose={() => setOpen(null)}
          />
        </Show>
        <Show when={open() === 'sign-in'}>
          <SignIn session={props.session} onClose={() => setOpen(null)} />
        </Show>
      </Suspense>
    </main>
  );
}

function asList(open: Open): WardList | null {
  return open === 'notes' || open === 'sign-in' ? null : open;
}

/** Changes whenever a figure of the ward does. */
function newsOf(ward: WardFigures | null): string {
  return ward === null ? '' : JSON.stringify([ward.today, ward.stands]);
}
