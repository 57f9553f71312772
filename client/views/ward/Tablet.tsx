import { createEffect, createSignal, Show } from 'solid-js';
import type { DaySpan, WardFigures } from '../../../shared/protocol';
import type { WardName } from '../../../shared/wards';
import { Account } from '../../access/Account';
import { useMoments } from '../../board/moments';
import { useSilence } from '../../board/silence';
import { useBoard } from '../../board/store';
import { Waiting } from '../../board/Waiting';
import { lazily } from '../../kiosk/lostCode';
import { stillView, useScreenLink } from '../../kiosk/screenLink';
import { Boundary } from '../../reading/Boundary';
import { Unread } from '../../reading/Unread';
import { useWardWords } from '../../ui/words/ward';
import { DueCard } from './DueCard';
import { GapCard } from './GapCard';
import { HourBars } from './HourBars';
import { createNotes } from './notes';
import { createOffMark } from './offMark';
import { Shortlists } from './Shortlists';
import { Stats } from './Stats';
import type { Session } from './session';
import { OffBar, TabletHead } from './TabletHead';
import { type OpenSheet, TabletSheets } from './TabletSheets';
import { createTabletFigures, type TabletFigures } from './tabletFigures';

const Below = lazily(() => import('./Below').then((module) => module.Below));

interface TabletProps {
  readonly ward: WardName;
  readonly session: Session;
}

/** One ward's page. */
export function Tablet(props: TabletProps) {
  const { state } = useBoard();
  const { knowledge } = useMoments();
  const { words } = useWardWords();
  const [open, setOpen] = createSignal<OpenSheet>(null);
  const off = createOffMark();
  const { veiled } = useSilence();
  const code = props.ward.code;
  const figures = createTabletFigures(code, props.session);
  const notes = createNotes(code);
  /** Whoever belongs to one ward has no other to choose. */
  const isTied = () => {
    const who = props.session.identity();
    return who !== null && who.kind !== 'anonymous' && who.ward !== null;
  };
  useScreenLink().show(stillView(() => props.ward.name));
  createEffect(() => {
    document.title = `${props.ward.name} · ${words.gapDossiers}`;
  });
  return (
    <main
      class="ward"
      data-ward={code}
      data-state={figures.paint()?.kind ?? 'empty'}
      data-class={figures.paint()?.cls ?? ''}
      data-off={off() ? 'yes' : 'no'}
      data-stale={off() && veiled() ? 'yes' : 'no'}
    >
      <TabletHead ward={props.ward} off={off()} lost={figures.isLost()} />
      <Unread />
      <Show when={figures.ward()} fallback={<Waiting />}>
        {(ward) => (
          <Show when={state.board?.windows.month}>
            {(month) => (
              <>
                <Show when={!knowledge().ever}>
                  <p class="ward-wait">{words.noneYet}</p>
                </Show>
                <Columns
                  ward={ward()}
                  month={month()}
                  figures={figures}
                  off={off()}
                  onOpen={setOpen}
                  onRefused={props.session.refresh}
                  onSignIn={props.session.askIn}
                />
              </>
            )}
          </Show>
        )}
      </Show>
      <Show when={!isTied()}>
        <a class="other-ward" href="/ward">
          {words.otherUnit}
        </a>
      </Show>
      <Account opens="up" />
      <footer>
        <OffBar off={off()} />
        <button type="button" onClick={() => setOpen('notes')}>
          {words.note}
          <Show when={notes.notes().length > 0}> ({notes.notes().length})</Show>
        </button>
        <button type="button" onClick={() => setOpen('due-soon')}>
          {words.allLists}
        </button>
      </footer>
      <Boundary name="sheets">
        <TabletSheets
          code={code}
          session={props.session}
          figures={figures}
          notes={notes}
          off={off()}
          open={open()}
          onOpen={setOpen}
        />
      </Boundary>
    </main>
  );
}

interface ColumnsProps {
  readonly ward: WardFigures;
  readonly month: DaySpan;
  readonly figures: TabletFigures;
  readonly off: boolean;
  readonly onOpen: (sheet: OpenSheet) => void;
  readonly onRefused: () => void;
  readonly onSignIn: () => void;
}

/** The blocks in the order of their duty; the style sheet lays them out upright and lying. */
function Columns(props: ColumnsProps) {
  const { knowledge } = useMoments();
  const own = () => props.figures.own();
  const stands = () => props.ward.stands;
  return (
    <div class="cols">
      <Boundary name="gap">
        <GapCard ward={props.ward} month={props.month} />
      </Boundary>
      <Boundary name="due">
        <DueCard
          soon={own() ? props.figures.soon.data() : null}
          dueSoon={stands().dueSoon}
          onLook={() => props.onOpen('due-soon')}
        />
      </Boundary>
      <Boundary name="stats">
        <Stats ward={props.ward} month={props.month} today={knowledge().today} />
      </Boundary>
      <Boundary name="lists">
        <Shortlists
          own={own()}
          overdue={props.figures.overdue}
          soon={props.figures.soon}
          counts={{ overdue: stands().pendingOverdue, dueSoon: stands().dueSoon }}
          off={props.off}
          onSignIn={props.onSignIn}
        />
      </Boundary>
      <Boundary name="hours">
        <HourBars hours={props.figures.hours.bars()} reading={props.figures.hours.reading} />
      </Boundary>
      <Boundary name="below">
        <Below
          ward={props.ward}
          month={props.month}
          own={own()}
          news={props.figures.news}
          onRefused={props.onRefused}
        />
      </Boundary>
    </div>
  );
}
