import type { Row } from '../events/row.ts';

/** True for rows of our own: an interruption, or a connection made or given up. They have no event type. */
export function isOwnRow(row: Row): boolean {
  return row.type === '' && row.kind !== 'unparsed';
}

/** The type under which a row is shown and found. What could not be decoded has one of its own. */
export function shownTypeOf(row: Row): string {
  return row.kind === 'unparsed' ? 'unparsed' : row.type;
}
