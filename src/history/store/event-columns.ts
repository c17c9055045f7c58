import type { HaEvent } from '../../core/events/event.ts';
import { parseFiredAt } from '../../core/events/to-row.ts';
import { facetValues } from '../../core/query/event-facets.ts';
import { toIdBytes } from './id-bytes.ts';

/** What the tables tell of an event besides its text. Texts in lower case, as queries compare them; `null` for none. */
export interface EventColumns {
  readonly type: string | null;
  /** Every entity it names, and their domains. The first of each stands in the row of the event. */
  readonly entities: readonly string[];
  readonly domains: readonly string[];
  readonly service: string | null;
  readonly stateFrom: string | null;
  readonly stateTo: string | null;
  readonly origin: string | null;
  readonly user: string | null;
  readonly context: Uint8Array | string | null;
  readonly parent: Uint8Array | string | null;
}

/** In the year 2255. */
const MAX_MICROS = 9e15;

/** Columns of what is no event. Only a text that could not be decoded has a type. */
export const NO_COLUMNS: EventColumns = {
  type: null,
  entities: [],
  domains: [],
  service: null,
  stateFrom: null,
  stateTo: null,
  origin: null,
  user: null,
  context: null,
  parent: null,
};

export function toColumns(event: HaEvent): EventColumns {
  const one = (facet: Parameters<typeof facetValues>[1]): string | null =>
    facetValues(event, facet)[0] ?? null;
  const id = (facet: 'context' | 'parent'): Uint8Array | string | null => {
    const value = one(facet);
    return value === null ? null : toIdBytes(value);
  };
  return {
    type: one('type'),
    entities: facetValues(event, 'entity'),
    domains: facetValues(event, 'domain'),
    service: one('service'),
    stateFrom: one('from'),
    stateTo: one('to'),
    origin: one('origin'),
    user: one('user'),
    context: id('context'),
    parent: id('parent'),
  };
}

/** Epoch microseconds of a moment in ms, as far as they can be told exactly. */
export function toMicros(at: number): number {
  return Math.max(-MAX_MICROS, Math.min(MAX_MICROS, Math.round(at * 1_000)));
}

/**
 * Epoch microseconds at which a server fired an event, `null` where it does not say. `isExact` when it says so to the
 * microsecond, as every server since 2016 does: then the moment can tell two events apart.
 */
export function readFiredAt(text: string): { readonly micros: number; readonly isExact: boolean } | null {
  const at = parseFiredAt(text);
  if (at === null) return null;
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  return {
    micros: toMicros(at) + Number(fraction.slice(3, 6).padEnd(3, '0')),
    isExact: fraction.length >= 6,
  };
}
