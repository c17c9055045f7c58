import type { Facet } from '../core/query/ast.ts';

/** What a term of the index tells, by its first character. Terms of one field stand together. */
const FIELD_MARKS = {
  type: 't',
  entity: 'e',
  domain: 'd',
  service: 's',
  from: 'f',
  to: 'o',
  user: 'u',
  context: 'c',
  parent: 'p',
  origin: 'g',
  server: 'v',
  kind: 'k',
  word: 'w',
  flag: 'z',
} as const satisfies Record<Facet | 'word' | 'flag', string>;
export type TermField = keyof typeof FIELD_MARKS;

/** Longest value that a term spells out. */
const MAX_TERM_CHARS = 64;
/** Marks terms that hold a hash: nobody's value begins with it, and it sorts first. */
const HASH_MARK = '\u0000';
/** Not well-formed as UTF-16, so not to be had back from UTF-8. */
const LONE_SURROGATE = /\p{Cs}/u;
/** Nearly every id of a context stands in one or two events: spelled out they would be a tenth of the database. */
const HASHED_FIELDS: ReadonlySet<TermField> = new Set<TermField>(['context', 'parent']);

export const ALERT_TERM = toTerm('flag', 'alert');
export const RECOVERED_TERM = toTerm('flag', 'recovered');
/** Events with so many words that not all of them are in the index. */
export const LONG_TERM = toTerm('flag', 'long');

/** The prefix of all terms of a field. */
export function fieldPrefix(field: TermField): string {
  return FIELD_MARKS[field];
}

/** The term of a value, which must be in lower case. */
export function toTerm(field: TermField, value: string): string {
  const isSpelled =
    value.length <= MAX_TERM_CHARS &&
    !HASHED_FIELDS.has(field) &&
    !value.startsWith(HASH_MARK) &&
    !LONE_SURROGATE.test(value);
  return FIELD_MARKS[field] + (isSpelled ? value : HASH_MARK + hashOf(value));
}

/** False for a term that can only be told to be likely: several values can have it. */
export function isSpelledOut(term: string): boolean {
  return term[1] !== HASH_MARK;
}

/** The value of a term that is spelled out. */
export function valueOf(term: string): string {
  return term.slice(1);
}

/** 36 bits of FNV-1a and a mixing multiplication, as seven characters. */
function hashOf(text: string): string {
  let low = 0x811c_9dc5;
  let high = 0x41c6_ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x0100_0193);
    high = Math.imul(high ^ code, 0x5f35_6495);
  }
  return ((low >>> 0) + ((high >>> 28) & 0xf) * 0x1_0000_0000).toString(36).padStart(7, '0');
}
