import { Match, Switch } from 'solid-js';
import type { Tone } from '../../shared/tones';

/** The shape of a tone, centred on 0/0 with radius 10: it says the same as the colour and the word. */
export function ToneMark(props: { readonly tone: Tone }) {
  return (
    <Switch>
      <Match when={props.tone === 'act'}>
        <path d="M0,-10L10.8,8.6L-10.8,8.6Z" fill="currentColor" />
      </Match>
      <Match when={props.tone === 'watch'}>
        <path d="M0,-10L10,0L0,10L-10,0Z" fill="currentColor" />
      </Match>
      <Match when={props.tone === 'ok'}>
        <circle r="8" fill="currentColor" />
      </Match>
      <Match when={props.tone === 'small'}>
        <circle r="6.6" fill="none" stroke="currentColor" stroke-width="3" />
      </Match>
      <Match when={props.tone === 'off'}>
        <path d="M-7,-7L7,7M7,-7L-7,7" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" />
      </Match>
    </Switch>
  );
}

export function Shape(props: { readonly tone: Tone }) {
  return (
    <svg class={`shape tone-${props.tone}`} viewBox="-12 -12 24 24" aria-hidden="true">
      <ToneMark tone={props.tone} />
    </svg>
  );
}
