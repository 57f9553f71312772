import './chooser.css';
import { For } from 'solid-js';
import { useLang } from '../ui/lang';
import { VIEW_ENTRIES } from './index';

/** The front door: which screen is this? */
export function Chooser() {
  const { words } = useLang();
  const shown = () => VIEW_ENTRIES.filter((entry) => entry.title !== null);
  return (
    <main class="chooser">
      <p class="chooser-city">{words.city}</p>
      <h1>{words.chooseView}</h1>
      <ul>
        <For each={shown()}>
          {(entry) => (
            <li>
              <a href={`${entry.path}${window.location.search}`}>
                <b>{entry.title && words[entry.title]}</b>
                <span>{entry.hint && words[entry.hint]}</span>
              </a>
            </li>
          )}
        </For>
      </ul>
    </main>
  );
}
