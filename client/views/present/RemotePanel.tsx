import { createResource, Show } from 'solid-js';
import { encode } from 'uqr';
import { useBoard } from '../../board/store';
import { useScreenLink } from '../../kiosk/screenLink';
import { usePresentWords } from '../../ui/words/present';
import { Panel } from './Panel';

/** A code that pairs a phone with this presenter. The secret stands in the fragment, which no server log sees. */
export function RemotePanel(props: { readonly onClose: () => void }) {
  const { words } = usePresentWords();
  const link = useScreenLink();
  const { state } = useBoard();
  // A quick hand opens it before the line stands: there is a code as soon as there is a board.
  const [secret] = createResource(
    () => state.board !== null,
    async () => (await link.remote()?.openRemote()) ?? null,
    // What is not read yet leaves its place empty; it does not take the page away.
    { initialValue: undefined },
  );
  const address = (given: string) =>
    `${location.origin}/remote${location.search.includes('lang=en') ? '?lang=en' : ''}#${given}`;
  return (
    <Panel name="remote" title={words.remote} onClose={props.onClose}>
      <h2>{words.remote}</h2>
      <Show when={secret.latest} fallback={<p>{secret.loading ? words.loading : words.remoteNone}</p>}>
        {(given) => (
          <>
            <Code text={address(given())} />
            <p>{words.remoteHow}</p>
          </>
        )}
      </Show>
      <button type="button" autofocus onClick={() => props.onClose()}>
        {words.close}
      </button>
    </Panel>
  );
}

function Code(props: { readonly text: string }) {
  const code = () => encode(props.text, { border: 2 });
  const path = () =>
    code()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x},${y}h1v1h-1z` : '')))
      .join('');
  return (
    <svg
      class="code"
      viewBox={`0 0 ${code().size} ${code().size}`}
      role="img"
      aria-label={props.text}
      data-link={props.text}
    >
      <rect width={code().size} height={code().size} fill="#fff" />
      <path d={path()} fill="#000" />
    </svg>
  );
}
