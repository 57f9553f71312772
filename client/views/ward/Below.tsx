import type { DaySpan, WardFigures } from '../../../shared/protocol';
import { Lateness } from './Lateness';
import { Position } from './Position';

interface BelowProps {
  readonly ward: WardFigures;
  readonly month: DaySpan;
  readonly own: boolean;
  readonly news: () => unknown;
  readonly onRefused: () => void;
}

/** What lies below the first view upright; its code comes after that of the figures. */
export function Below(props: BelowProps) {
  return (
    <>
      <Position ward={props.ward} />
      <Lateness
        code={props.ward.code}
        month={props.month}
        own={props.own}
        news={props.news}
        onRefused={props.onRefused}
      />
    </>
  );
}
