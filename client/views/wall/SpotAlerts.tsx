import { createMemo } from 'solid-js';
import { alertLines } from '../../board/alertLines';
import { useBoard } from '../../board/store';
import { KeyedList } from '../../ui/KeyedList';
import { useLang } from '../../ui/lang';
import { Shape } from '../../ui/Shape';

const ROWS = 1;

/** What asks for action at one unit, and who takes care of it; nothing where nothing does. */
export function SpotAlerts(props: { readonly ward: string }) {
  const { state } = useBoard();
  const { lang } = useLang();
  const lines = createMemo(() => {
    const board = state.board;
    if (!board) return [];
    // One unit's own line: nothing of it is gathered with others.
    const own = board.alerts.filter((alert) => alert.wards.includes(props.ward));
    return alertLines({ ...board, alerts: own }, lang).slice(0, ROWS);
  });
  return (
    <ul class="spot-alerts">
      <KeyedList each={lines()} by={(line) => line.key}>
        {(line) => (
          <li data-alert={line().key} data-owner={line().owner ?? ''}>
            <Shape tone={line().tone} />
            <b>{line().cause}</b>
            <span>{line().owner ?? line().detail}</span>
          </li>
        )}
      </KeyedList>
    </ul>
  );
}
