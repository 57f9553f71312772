import { roleText, useAccessWords } from '../ui/words/access';
import { useAccess } from './access';

/** Somebody who is signed in stands before a page that is not theirs. */
export function NotAllowed(props: { readonly path: string; readonly onOther: () => void }) {
  const { lang, words } = useAccessWords();
  const access = useAccess();
  const role = () => {
    const user = access.user();
    return user ? roleText(user.role, user.ward, lang) : '';
  };
  return (
    <main class="sign-in" data-not-allowed={props.path}>
      <p class="sign-in-city">{words.city}</p>
      <h1>{words.notYours}</h1>
      <p class="sign-in-page">
        {words.signedInAs} <b>{access.user()?.name}</b> ({role()}). {words.notYoursWhy}
      </p>
      <p class="choices">
        <a class="button" href="/">
          {words.otherPages}
        </a>
        <button type="button" onClick={() => props.onOther()}>
          {words.otherAccount}
        </button>
      </p>
      <button type="button" class="quiet" onClick={() => void access.leave(false)}>
        {words.signOut}
      </button>
    </main>
  );
}
