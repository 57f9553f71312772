import type { Role } from '../../../shared/access';
import type { Lang } from '../../../shared/formats';
import type { SourceMood } from '../../../shared/protocol';
import { useLang } from '../lang';
import { AUDIT_EN, OPS_EN, REASONS_EN } from './enOps';
import { AUDIT_VI, OPS_VI, REASONS_VI } from './viOps';

export type OpsWord = keyof typeof OPS_VI;

interface OpsWords {
  readonly words: Readonly<Record<OpsWord, string>>;
  /** By the audit's action. */
  readonly audit: Readonly<Record<string, string>>;
  /** By the kind of a quarantine reason. */
  readonly reasons: Readonly<Record<string, string>>;
}

const CATALOGUES: Readonly<Record<Lang, OpsWords>> = {
  vi: { words: OPS_VI, audit: AUDIT_VI, reasons: REASONS_VI },
  en: { words: OPS_EN, audit: AUDIT_EN, reasons: REASONS_EN },
};

export const ROLE_WORD: Readonly<Record<Role, OpsWord>> = {
  admin: 'roleAdmin',
  operator: 'roleOperator',
  leader: 'roleLeader',
  ward_chair: 'roleWardChair',
};

export const MOOD_WORD: Readonly<Record<SourceMood, OpsWord>> = {
  live: 'moodLive',
  delayed: 'moodDelayed',
  silent: 'moodSilent',
  'off-hours': 'moodOffHours',
};

/** The words of the operators' page: their own catalogue, since no other page loads them. */
export function useOpsWords(): OpsWords & { readonly lang: Lang } {
  const { lang } = useLang();
  return { lang, ...CATALOGUES[lang] };
}
