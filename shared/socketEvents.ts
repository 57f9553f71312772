import type {
  BuildNews,
  Frame,
  Heartbeat,
  JoinAnswer,
  JoinRequest,
  LoadingNews,
  SceneOrder,
  ScreenStatus,
  Ticker,
} from './protocol';
import type { Presented, Steer } from './steer';

/** What the server says on a socket, by the name it is said under. */
export interface ServerToClient {
  frame: (frame: Frame) => void;
  heartbeat: (beat: Heartbeat) => void;
  ticker: (ticker: Ticker) => void;
  /** Instead of heartbeats while the board is loaded or exchanged, at least once a second. */
  loading: (news: LoadingNews) => void;
  /** A new build is served: reload at some moment within so many seconds, so that not all walls do it at once. */
  reload: (news: BuildNews) => void;
  /** Tells one wall what to show. */
  scene: (order: SceneOrder) => void;
  /** To a presenter: what a paired phone asks for. */
  steer: (steer: Steer) => void;
  /** To a phone: what its presenter shows. */
  presented: (presented: Presented) => void;
}

/** What a screen says. */
export interface ClientToServer {
  join: (request: JoinRequest, answer: (answer: JoinAnswer) => void) => void;
  /** What a wall says of itself, for the operators' registry. */
  status: (status: ScreenStatus) => void;
  /** A presenter asks for a secret that pairs phones with it; null: not now. */
  remote: (answer: (secret: string | null) => void) => void;
  /** What a presenter shows, for its phones. */
  presented: (presented: Presented) => void;
  /** A paired phone's wish. */
  steer: (steer: Steer) => void;
}
