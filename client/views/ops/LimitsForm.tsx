import { createSignal, For, Show } from 'solid-js';
import { dateText } from '../../../shared/formats';
import { formatDay } from '../../../shared/localTime';
import type { Thresholds } from '../../../shared/tones';
import { useMoments } from '../../board/moments';
import { useBoard } from '../../board/store';
import { KeyedList } from '../../ui/KeyedList';
import { type DeskWords, useDeskWords } from '../../ui/words/desk';
import { useOpsWords } from '../../ui/words/ops';
import { Section, type SectionProps } from './Section';

interface LimitField {
  readonly name: string;
  readonly title: keyof DeskWords;
  readonly step: number;
  readonly get: (limits: Thresholds) => number;
  readonly set: (limits: Thresholds, value: number) => Thresholds;
}

/** Every limit that people may move: a new one is one line here. */
const FIELDS: readonly LimitField[] = [
  field(
    'onTimeAct',
    'limitOnTimeAct',
    0.5,
    (l) => l.onTimePercent.act,
    (l, v) => ({ ...l, onTimePercent: { ...l.onTimePercent, act: v } }),
  ),
  field(
    'onTimeOk',
    'limitOnTimeOk',
    0.5,
    (l) => l.onTimePercent.ok,
    (l, v) => ({ ...l, onTimePercent: { ...l.onTimePercent, ok: v } }),
  ),
  field(
    'onlineLow',
    'limitOnlineLow',
    0.5,
    (l) => l.onlinePercent.low,
    (l, v) => ({ ...l, onlinePercent: { ...l.onlinePercent, low: v } }),
  ),
  field(
    'onlineOk',
    'limitOnlineOk',
    0.5,
    (l) => l.onlinePercent.ok,
    (l, v) => ({ ...l, onlinePercent: { ...l.onlinePercent, ok: v } }),
  ),
  field(
    'overdueAct',
    'limitOverdue',
    1,
    (l) => l.overdueAct,
    (l, v) => ({ ...l, overdueAct: v }),
  ),
  field(
    'fewBelow',
    'limitFew',
    1,
    (l) => l.fewBelow,
    (l, v) => ({ ...l, fewBelow: v }),
  ),
  field(
    'intakeRing',
    'limitIntake',
    1,
    (l) => l.alerts.intakeOverdue.ring,
    (l, v) => withCount(l, 'intakeOverdue', v),
  ),
  field(
    'dueSoonRing',
    'limitDueSoon',
    1,
    (l) => l.alerts.dueSoon.ring,
    (l, v) => withCount(l, 'dueSoon', v),
  ),
  field(
    'wardSilent',
    'limitWardSilent',
    1,
    (l) => l.alerts.wardSilentHours,
    (l, v) => ({ ...l, alerts: { ...l.alerts, wardSilentHours: v } }),
  ),
];

function field(
  name: string,
  title: keyof DeskWords,
  step: number,
  get: LimitField['get'],
  set: LimitField['set'],
): LimitField {
  return { name, title, step, get, set };
}

/** The dead band of a count keeps its width when its line moves, as far as there is room. */
function withCount(limits: Thresholds, key: 'intakeOverdue' | 'dueSoon', ring: number): Thresholds {
  const { ring: oldRing, clear } = limits.alerts[key];
  return { ...limits, alerts: { ...limits.alerts, [key]: { ring, clear: Math.max(1, ring - (oldRing - clear)) } } };
}

/** Minutes for one source; an empty field gives it back to the general setting. */
function withSource(limits: Thresholds, name: string, text: string): Thresholds {
  const { [name]: _old, ...others } = limits.alerts.sourceSilentMinutes;
  const sourceSilentMinutes = text === '' ? others : { ...others, [name]: Number(text) };
  return { ...limits, alerts: { ...limits.alerts, sourceSilentMinutes } };
}

/** The limits in force, and a new version of them with its date of validity. */
export function LimitsForm(props: SectionProps) {
  const { state, limits } = useBoard();
  const { day } = useMoments();
  const { lang, words } = useDeskWords();
  const { words: opsWords } = useOpsWords();
  const [draft, setDraft] = createSignal<Thresholds | null>(null);
  const [saved, setSaved] = createSignal(false);
  const shown = () => draft() ?? limits();
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const version = { ...shown(), validFrom: draft()?.validFrom ?? today() };
    if (!(await props.calls.setLimits(props.person, version))) return;
    setDraft(null);
    setSaved(true);
  };
  const today = () => formatDay(day() ?? 0);
  return (
    <Section
      name="limits"
      title={opsWords.limits}
      note={
        <>
          {words.inForceFrom} {limits().validFrom}
        </>
      }
    >
      <form class="ops-limits" onSubmit={save}>
        <For each={FIELDS}>
          {(one) => (
            <label>
              {words[one.title]}
              <input
                type="number"
                name={one.name}
                step={one.step}
                min="0"
                required
                value={one.get(shown())}
                onChange={(event) => {
                  setSaved(false);
                  setDraft(
                    one.set(
                      { ...shown(), validFrom: draft()?.validFrom ?? today() },
                      event.currentTarget.valueAsNumber,
                    ),
                  );
                }}
              />
            </label>
          )}
        </For>
        <KeyedList each={state.board?.sources} by={({ name }) => name}>
          {(source) => (
            <label>
              {words.limitSourceSilent} {source().title}
              <input
                type="number"
                name={`silent-${source().name}`}
                min="1"
                max="1440"
                placeholder={words.asSet}
                value={shown().alerts.sourceSilentMinutes[source().name] ?? ''}
                onChange={(event) => {
                  setSaved(false);
                  setDraft(
                    withSource(
                      { ...shown(), validFrom: draft()?.validFrom ?? today() },
                      source().name,
                      event.currentTarget.value,
                    ),
                  );
                }}
              />
            </label>
          )}
        </KeyedList>
        <label>
          {words.validFrom}
          <input
            type="date"
            name="validFrom"
            required
            value={draft()?.validFrom ?? today()}
            onChange={(event) => setDraft({ ...shown(), validFrom: event.currentTarget.value })}
          />
        </label>
        <button type="submit" disabled={props.person.trim() === '' || draft() === null}>
          {words.saveLimits}
        </button>
        <Show when={props.person.trim() === ''}>
          <p class="ops-hint">{words.nameFirst}</p>
        </Show>
        <Show when={saved()}>
          <p role="status">{words.saved}</p>
        </Show>
      </form>
      <ul class="ops-versions">
        <KeyedList each={props.calls.view()?.versions} by={({ recordedAt }) => recordedAt}>
          {(version) => (
            <li>
              {words.inForceFrom} {version().validFrom} · {version().person} · {dateText(version().recordedAt, lang)}
            </li>
          )}
        </KeyedList>
      </ul>
    </Section>
  );
}
