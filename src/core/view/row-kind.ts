import type { Row } from '../events/row.ts';

/** True for rows of our own: an interruption, or a connection opened or ended. They have no event type. */
export function isOwnRow(row: Row): boolean {
  return row.type === '' && row.kind !== 'unparsed';
}

/** The type under which a row is shown and found. Undecoded messages have a separate one. */
export function shownTypeOf(row: Row): string {
  return row.kind === 'unparsed' ? 'unparsed' : row.type;
}
