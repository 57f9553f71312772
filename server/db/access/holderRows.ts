import { desc } from 'drizzle-orm';
import type { DeviceView } from '../../../shared/access';
import type { AccessStore } from './openAccess';
import { devices, sessions } from './schema';
import { newToken } from './tokenRows';

export interface DeviceRow {
  readonly id: number;
  readonly name: string;
  readonly view: DeviceView;
  readonly ward: string | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly rotatedAt: number;
  readonly endedAt: number | null;
}

export interface SessionRow {
  readonly id: number;
  readonly userId: number | null;
  readonly guestName: string | null;
  readonly guestRole: string | null;
  readonly guestWard: string | null;
}

export interface NewSession {
  readonly userId: number | null;
  readonly guestName?: string;
  readonly guestRole?: string;
  readonly guestWard?: string | null;
  readonly expiresAt: number;
}

/** The rows behind the tokens: which screen, which session. */
export interface HolderRows {
  readonly device: (id: number) => DeviceRow | null;
  readonly devices: () => readonly DeviceRow[];
  readonly addDevice: (device: Pick<DeviceRow, 'name' | 'view' | 'ward'>, now: number) => string;
  readonly session: (id: number) => SessionRow | null;
  /** Returns the token, which is kept nowhere. */
  readonly addSession: (session: NewSession, now: number) => string;
  /** Removes sessions that ended or ran out before an instant, if anything can be written. */
  readonly forgetSessions: (before: number) => void;
}

export function createHolderRows({ db, orm, writes }: AccessStore): HolderRows {
  const device = db.prepare<[number], DeviceRow>(
    `SELECT id, name, view, ward, created_at AS createdAt, last_seen_at AS lastSeenAt, rotated_at AS rotatedAt,
       ended_at AS endedAt FROM devices WHERE id = ?`,
  );
  const session = db.prepare<[number], SessionRow>(
    `SELECT id, user_id AS userId, guest_name AS guestName, guest_role AS guestRole, guest_ward AS guestWard
     FROM sessions WHERE id = ?`,
  );
  const forget = db.prepare<{ before: number }>(
    'DELETE FROM sessions WHERE ended_at < @before OR expires_at < @before',
  );
  return {
    device: (id) => device.get(id) ?? null,
    devices: () =>
      orm
        .select()
        .from(devices)
        .orderBy(desc(devices.id))
        .all()
        .map((row) => ({ ...row, view: row.view as DeviceView })),
    addDevice: (wanted, now) => {
      const { token, hash } = newToken();
      const row = { ...wanted, tokenHash: hash, rotatedAt: now, createdAt: now, lastSeenAt: now };
      writes.write(() => orm.insert(devices).values(row).run(), 'audit');
      return token;
    },
    session: (id) => session.get(id) ?? null,
    addSession: (wanted, now) => {
      const { token, hash } = newToken();
      const row = { ...wanted, tokenHash: hash, rotatedAt: now, createdAt: now, lastSeenAt: now };
      writes.write(() => orm.insert(sessions).values(row).run(), 'audit');
      return token;
    },
    forgetSessions: (before) => void writes.attempt(() => void forget.run({ before })),
  };
}
