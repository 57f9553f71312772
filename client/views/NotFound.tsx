import './chooser.css';
import { useLang } from '../ui/lang';

export function NotFound() {
  const { words } = useLang();
  return (
    <main class="chooser">
      <p class="chooser-city">{words.city}</p>
      <h1>{words.notFound}</h1>
      <ul>
        <li>
          <a href="/">
            <b>{words.back}</b>
          </a>
        </li>
      </ul>
    </main>
  );
}
