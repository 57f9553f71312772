import type { WorkingCalendar } from '../../shared/calendar';
import { sourceMood } from '../../shared/freshness';
import { DAY_MS, formatInstant } from '../../shared/localTime';
import type { SourceState } from '../../shared/protocol';

/** A ward that a source has not spoken for in so long is no longer counted as its. */
const COVERAGE_MS = 7 * DAY_MS;

export interface WatchedSource {
  readonly id: number;
  readonly name: string;
  readonly title: string;
}

export interface SourceWatch {
  /** A source spoke, whether or not it had anything new. */
  readonly heard: (sourceId: number, at: number) => void;
  /** It sent something new for these wards; units that are in no list are heard of as well, and told nowhere. */
  readonly reported: (sourceId: number, wardCodes: Iterable<string>, at: number) => void;
  readonly states: (now: number) => readonly SourceState[];
  /** Per ward when anything new was last sent for it, whichever the source. */
  readonly heardAt: () => ReadonlyMap<string, number>;
}

interface WatchParts {
  readonly sources: () => readonly WatchedSource[];
  readonly coverage: readonly { readonly sourceId: number; readonly wardCode: string; readonly lastReportAt: number }[];
  readonly calendar: WorkingCalendar;
  /** Whether screens know this unit. */
  readonly isKnown: (code: string) => boolean;
  /** How much quiet working time makes this source silent. */
  readonly silentAfterMs: (source: string) => number;
}

/** Tells a quiet source from a silent one, and which wards nobody speaks for any more. */
export function createSourceWatch({ sources, coverage, calendar, isKnown, silentAfterMs }: WatchParts): SourceWatch {
  const heardAt = new Map<number, number>();
  const wardsOf = new Map<number, Map<string, number>>();
  const reported: SourceWatch['reported'] = (sourceId, wardCodes, at) => {
    const wards = wardsOf.get(sourceId) ?? new Map<string, number>();
    wardsOf.set(sourceId, wards);
    for (const code of wardCodes) wards.set(code, Math.max(at, wards.get(code) ?? 0));
  };
  const heard: SourceWatch['heard'] = (sourceId, at) => {
    heardAt.set(sourceId, Math.max(at, heardAt.get(sourceId) ?? 0));
  };
  for (const { sourceId, wardCode, lastReportAt } of coverage) {
    reported(sourceId, [wardCode], lastReportAt);
    heard(sourceId, lastReportAt);
  }
  const states: SourceWatch['states'] = (now) => {
    const list = sources().map((source) => ({
      ...source,
      mood: sourceMood({
        heardAt: heardAt.get(source.id) ?? null,
        now,
        calendar,
        silentAfterMs: silentAfterMs(source.name),
      }),
    }));
    const silent = new Set(list.filter((source) => source.mood === 'silent').map((source) => source.id));
    const orphaned = silent.size > 0 ? wardsOnlyOf(silent, wardsOf, now, isKnown) : new Map<number, string[]>();
    return list.map(({ id, name, title, mood }) => {
      const last = Math.max(...(wardsOf.get(id)?.values() ?? []));
      const lastReportAt = Number.isFinite(last) ? formatInstant(last) : null;
      return { name, title, state: mood, lastReportAt, wards: orphaned.get(id) ?? [] };
    });
  };
  const heardOf = (): ReadonlyMap<string, number> => {
    const out = new Map<string, number>();
    for (const wards of wardsOf.values()) {
      for (const [code, at] of wards) if (isKnown(code)) out.set(code, Math.max(at, out.get(code) ?? 0));
    }
    return out;
  };
  return { heard, reported, states, heardAt: heardOf };
}

/** Per silent source its wards that no other source speaks for. */
function wardsOnlyOf(
  silent: ReadonlySet<number>,
  wardsOf: ReadonlyMap<number, ReadonlyMap<string, number>>,
  now: number,
  isKnown: (code: string) => boolean,
): Map<number, string[]> {
  const spoken = new Set<string>();
  for (const [id, wards] of wardsOf) {
    if (silent.has(id)) continue;
    for (const [code, at] of wards) if (now - at <= COVERAGE_MS) spoken.add(code);
  }
  const out = new Map<number, string[]>();
  for (const id of silent) {
    const wards = [...(wardsOf.get(id) ?? [])].filter(([code, at]) => now - at <= COVERAGE_MS && !spoken.has(code));
    out.set(
      id,
      wards
        .map(([code]) => code)
        .filter(isKnown)
        .sort(),
    );
  }
  return out;
}
