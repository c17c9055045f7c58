import type { Row } from '../events/row.ts';

/** What a person wants to see. Every part narrows; an empty part narrows nothing. */
export interface Filter {
  /** Words that must all occur in a row, in any order and case. `"two words"` in quotes are one. */
  readonly text: string;
  /** Event types to show; empty for all. */
  readonly include: ReadonlySet<string>;
  /** Event types to hide. */
  readonly exclude: ReadonlySet<string>;
  /** Exact entity or subject; empty for all. */
  readonly subject: string;
  /** Rows up to here were cleared from view; 0 for none. */
  readonly afterSeq: number;
}

export const EMPTY_FILTER: Filter = {
  text: '',
  include: new Set(),
  exclude: new Set(),
  subject: '',
  afterSeq: 0,
};

export type RowMatcher = (row: Row) => boolean;

/** Splits a search text into lower-case needles. An unclosed quote runs to the end, as it does while typing. */
export function parseSearchText(text: string): readonly string[] {
  const needles: string[] = [];
  for (const match of text.toLowerCase().matchAll(/"([^"]*)"?|[^\s"]+/g)) {
    const needle = (match[1] ?? match[0]).trim();
    if (needle !== '') needles.push(needle);
  }
  return needles;
}

/** True for rows of our own: an interruption, or a connection made or given up. They have no event type. */
export function isOwnRow(row: Row): boolean {
  return row.type === '' && row.kind !== 'unparsed';
}

/** True when the filter hides nothing but what was cleared. */
export function isFilterEmpty(filter: Filter): boolean {
  return (
    filter.include.size === 0 &&
    filter.exclude.size === 0 &&
    filter.subject === '' &&
    parseSearchText(filter.text).length === 0
  );
}

/** The type under which a row is counted and filtered. What could not be decoded has one of its own. */
export function filterTypeOf(row: Row): string {
  return row.kind === 'unparsed' ? 'unparsed' : row.type;
}

function containsAll(row: Row, needles: readonly string[]): boolean {
  if (needles.length === 0) return true;
  const hay = `${filterTypeOf(row)}\n${row.subject}\n${row.text}\n${row.origin}`.toLowerCase();
  return needles.every((needle) => hay.includes(needle));
}

/**
 * Compiles a filter. An interruption is shown under every filter, because what a person looks for may have happened
 * in it; only clearing the view hides it.
 */
export function createMatcher(filter: Filter): RowMatcher {
  const needles = parseSearchText(filter.text);
  const { include, exclude, subject, afterSeq } = filter;
  return (row) => {
    if (row.seq <= afterSeq) return false;
    if (isOwnRow(row)) return true;
    const type = filterTypeOf(row);
    if (exclude.has(type)) return false;
    if (include.size > 0 && !include.has(type)) return false;
    if (subject !== '' && row.subject !== subject) return false;
    return containsAll(row, needles);
  };
}

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

function without(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  if (!set.has(value)) return set;
  const next = new Set(set);
  next.delete(value);
  return next;
}

/** Shows only this type beside the others chosen so, or takes it back. A type is never both shown and hidden. */
export function toggleIncluded(filter: Filter, type: string): Filter {
  return { ...filter, include: toggled(filter.include, type), exclude: without(filter.exclude, type) };
}

/** Hides this type, or shows it again. */
export function toggleExcluded(filter: Filter, type: string): Filter {
  return { ...filter, exclude: toggled(filter.exclude, type), include: without(filter.include, type) };
}
