import { onCleanup, onMount, Show } from 'solid-js';
import type { WardList } from '../../../shared/wardLists';
import { lazily } from '../../kiosk/lostCode';
import type { Notes } from './notes';
import type { Session } from './session';
import type { TabletFigures } from './tabletFigures';

const load = {
  lists: () => import('./ListSheet').then((module) => module.ListSheet),
  notes: () => import('./NotesSheet').then((module) => module.NotesSheet),
};
const ListSheet = lazily(load.lists);
const NotesSheet = lazily(load.notes);

export type OpenSheet = WardList | 'notes' | null;

interface TabletSheetsProps {
  readonly code: string;
  readonly session: Session;
  readonly figures: TabletFigures;
  readonly notes: Notes;
  readonly off: boolean;
  readonly open: OpenSheet;
  readonly onOpen: (sheet: OpenSheet) => void;
}

const PRELOAD_AFTER_MS = 1500;

/** What opens over the page. Its code comes once the page stands: without a network it opens from what is kept. */
export function TabletSheets(props: TabletSheetsProps) {
  onMount(() => {
    const timer = setTimeout(() => {
      // In vain is no harm: whoever opens one asks again.
      for (const bring of Object.values(load)) void bring().catch(() => undefined);
    }, PRELOAD_AFTER_MS);
    onCleanup(() => clearTimeout(timer));
  });
  const close = (): void => props.onOpen(null);
  return (
    <>
      <Show when={asList(props.open)}>
        {(first) => (
          <ListSheet
            code={props.code}
            first={first()}
            own={props.figures.own()}
            off={props.off}
            news={props.figures.news}
            onRefused={props.session.refresh}
            onSignIn={props.session.askIn}
            onClose={close}
          />
        )}
      </Show>
      <Show when={props.open === 'notes'}>
        <NotesSheet
          code={props.code}
          mayWrite={props.session.may('ward-note', props.code)}
          notes={props.notes.notes()}
          onChanged={props.notes.refresh}
          onSignIn={props.session.askIn}
          onClose={close}
        />
      </Show>
    </>
  );
}

function asList(open: OpenSheet): WardList | null {
  return open === 'notes' ? null : open;
}
