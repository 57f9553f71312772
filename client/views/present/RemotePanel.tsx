import { createResource, Show } from 'solid-js';
import { encode } from 'uqr';
import { useScreenLink } from '../../kiosk/screenLink';
import { usePresentWords } from '../../ui/words/present';
import { Panel } from './Panel';

/** A code that pairs a phone with this presenter. The secret stands in the fragment, which no server log sees. */
export function RemotePanel(props: { readonly onClose: () => void }) {
  const { words } = usePresentWords();
  const link = useScreenLink();
  const [secret] = createResource(async () => (await link.remote()?.openRemote()) ?? null);
  const address = () => `${location.origin}/remote${location.search.includes('lang=en') ? '?lang=en' : ''}#${secret()}`;
  return (
    <Panel name="remote" title={words.remote} onClose={props.onClose}>
      <h2>{words.remote}</h2>
      <Show when={secret()} fallback={<p>{secret.loading ? words.loading : words.remoteNone}</p>}>
        <Code text={address()} />
        <p>{words.remoteHow}</p>
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
