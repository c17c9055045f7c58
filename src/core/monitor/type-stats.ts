import { OTHER_TYPES } from '../history/other-types.ts';
import { LIMITS } from '../limits.ts';

/** One event type as the notifications page lists it. */
export interface EventTypeView {
  readonly type: string;
  readonly count: number;
  /** Epoch ms of the last one, `null` if never seen. */
  readonly lastAt: number | null;
  /** What it means, for the types that Home Assistant documents; else empty. */
  readonly description: string;
}

/** How often each event type was seen, and when last. Bounded: a server can invent names for ever. */
export interface TypeStats {
  note(type: string, at: number): void;
  /** Newest first. Types beyond the bound stand together under `(other types)`. */
  list(): readonly { readonly type: string; readonly count: number; readonly lastAt: number }[];
}

export { OTHER_TYPES };

export function createTypeStats(max: number = LIMITS.maxCountedTypes): TypeStats {
  const stats = new Map<string, { count: number; lastAt: number }>();
  return {
    note(type, at) {
      const key = stats.has(type) || stats.size < max ? type : OTHER_TYPES;
      const known = stats.get(key);
      if (known === undefined) {
        stats.set(key, { count: 1, lastAt: at });
      } else {
        known.count += 1;
        known.lastAt = at;
      }
    },
    list() {
      return [...stats].map(([type, { count, lastAt }]) => ({ type, count, lastAt })).sort(byLastSeen);
    },
  };
}

function byLastSeen(a: { lastAt: number }, b: { lastAt: number }): number {
  return b.lastAt - a.lastAt;
}

/** Types seen, then the known ones that were not, for a page that offers a choice. */
export function listEventTypes(
  stats: TypeStats,
  known: readonly { readonly type: string; readonly description: string }[],
): readonly EventTypeView[] {
  const descriptions = new Map(known.map(({ type, description }) => [type, description]));
  const seen = stats.list().map((entry) => ({ ...entry, description: descriptions.get(entry.type) ?? '' }));
  const seenTypes = new Set(seen.map(({ type }) => type));
  const unseen = known.filter(({ type }) => !seenTypes.has(type));
  return [...seen, ...unseen.map(({ type, description }) => ({ type, count: 0, lastAt: null, description }))];
}
