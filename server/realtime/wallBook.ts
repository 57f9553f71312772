import { z } from 'zod';
import { VIEWS } from '../../shared/protocol';
import { monotonicMs } from '../clock';

/** Screens that say of themselves what they show; more than this are not written down (I10). */
const MAX_WALLS = 200;
/** A screen that says so more often is not listened to. */
const LEAST_INTERVAL_MS = 500;

const statusSchema = z.object({
  screen: z.string().min(1).max(60),
  /** A page of an earlier build does not say it; only walls said anything then. */
  view: z.enum(VIEWS).default('wall'),
  build: z.string().max(200),
  scene: z.string().max(40),
  size: z.string().max(40),
  /** Frames a second the page last managed; null while it is hidden. */
  fps: z.number().min(0).max(1000).nullable(),
  /** Minutes of arc of the needed text at the farthest seat. */
  arcMinutes: z.number().min(0).max(200),
  lastError: z.string().max(300).nullable(),
});

export type WallStatus = z.infer<typeof statusSchema>;

export interface WallEntry extends WallStatus {
  readonly id: string;
  readonly connectedSeconds: number;
  readonly saidSecondsAgo: number;
}

export interface WallBook {
  /** Takes what a screen says of itself; what is not a status is dropped. */
  readonly say: (id: string, status: unknown) => void;
  readonly leave: (id: string) => void;
  readonly list: () => readonly WallEntry[];
}

/** Which screens are open, what they show and how they fare. */
export function createWallBook(): WallBook {
  const walls = new Map<string, { readonly status: WallStatus; readonly since: number; readonly saidAt: number }>();
  return {
    say: (id, status) => {
      const parsed = statusSchema.safeParse(status);
      const known = walls.get(id);
      const now = monotonicMs();
      if (!parsed.success || (known && now - known.saidAt < LEAST_INTERVAL_MS)) return;
      if (!known && walls.size >= MAX_WALLS) return;
      walls.set(id, { status: parsed.data, since: known?.since ?? now, saidAt: now });
    },
    leave: (id) => void walls.delete(id),
    list: () => {
      const now = monotonicMs();
      const seconds = (since: number) => Math.round((now - since) / 1000);
      return [...walls].map(([id, { status, since, saidAt }]) => ({
        id,
        ...status,
        connectedSeconds: seconds(since),
        saidSecondsAgo: seconds(saidAt),
      }));
    },
  };
}
