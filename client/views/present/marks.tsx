import { For } from 'solid-js';

/** Signs that the faces of the product do not hold: drawn, so that no machine shows an empty box in their place. */
const SIGNS: Readonly<Record<string, string>> = {
  '→': 'M3,12H20M13,5L20,12L13,19',
  '←': 'M21,12H4M11,5L4,12L11,19',
  '↑': 'M12,21V4M5,11L12,4L19,11',
  '↓': 'M12,3V20M5,13L12,20L19,13',
};

/** Text whose arrows are drawn. */
export function Marked(props: { readonly text: string }) {
  return (
    <For each={props.text.split(/([→←↑↓])/)}>
      {(piece) => {
        const sign = SIGNS[piece];
        return sign ? (
          <svg class="sign" viewBox="0 0 24 24" role="img" aria-label={piece}>
            <path d={sign} />
          </svg>
        ) : (
          piece
        );
      }}
    </For>
  );
}

/** ▶ and ❚❚ on the button of the time machine. */
export function PlayMark(props: { readonly playing: boolean }) {
  return (
    <svg class="play-mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d={props.playing ? 'M6,4h4v16h-4ZM14,4h4v16h-4Z' : 'M7,4L20,12L7,20Z'} />
    </svg>
  );
}
