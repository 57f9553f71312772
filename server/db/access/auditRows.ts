import { desc, lt } from 'drizzle-orm';
import type { AccessStore } from './openAccess';
import { audit } from './schema';

/** What the audit tells of; a new deed is a line here and its words in the operators' page. */
export const AUDIT_ACTIONS = [
  'signed-in',
  'sign-in-failed',
  'signed-out',
  'password-changed',
  'totp-set',
  'list-opened',
  'file-taken',
  'refused',
  'pairing-confirmed',
  'pairing-refused',
  'device-revoked',
  'user-made',
  'user-reset',
  'user-disabled',
  'user-enabled',
  'user-signed-out',
  'key-made',
  'key-revoked',
  'limits-set',
  'clock-accepted',
  'note-said',
  'agency-mapped',
  'calendar-recorded',
  'log-recounted',
  'note-answered',
  'decision-made',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who did or saw what. Never a dossier, never a value that was sent. */
export interface AuditLine {
  readonly at: number;
  readonly who: string;
  readonly role: string;
  readonly address: string;
  readonly action: AuditAction;
  readonly ward: string | null;
  readonly detail: string | null;
}

export interface AuditRows {
  readonly add: (line: AuditLine) => void;
  /** Newest first, below `before`. */
  readonly list: (before: number, limit: number) => readonly (AuditLine & { readonly seq: number })[];
}

/** Written down before anything of it happens: what cannot be is refused. Of other deeds the line may come later. */
const FIRST: ReadonlySet<AuditAction> = new Set(['signed-in', 'sign-in-failed', 'list-opened', 'file-taken']);

export function createAuditRows({ db, orm, writes }: AccessStore): AuditRows {
  const insert = db.prepare<AuditLine>(
    `INSERT INTO audit (seq, at, who, role, address, action, ward, detail)
     SELECT coalesce(max(seq), 0) + 1, @at, @who, @role, @address, @action, @ward, @detail FROM audit`,
  );
  return {
    add: (line) => {
      const write = (): void => void insert.run(line);
      if (FIRST.has(line.action)) writes.write(write, 'audit');
      else writes.owe(write);
    },
    list: (before, limit) =>
      orm
        .select()
        .from(audit)
        .where(lt(audit.seq, before))
        .orderBy(desc(audit.seq))
        .limit(limit)
        .all()
        .map((row) => ({ ...row, action: row.action as AuditAction })),
  };
}
