import { toNumber } from './parse-number.ts';

/** A value that needs no quotes: no wildcards, no brackets, nothing that could begin a comparison or a range. */
const BARE = /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}_.:@%+-]*$/u;

/** A value as written after a colon, in quotes if necessary. */
export function quoteValue(value: string): string {
  const isBare = BARE.test(value) && !value.includes('..') && !/^(?:AND|OR|NOT)$/.test(value);
  return isBare || (toNumber(value) !== null && !value.startsWith('+'))
    ? value
    : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
