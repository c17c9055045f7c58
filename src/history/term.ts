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
export type HashedField = 'context' | 'parent';
/** There are so many hashes. */
const HASHES = 2 ** 36;
const HASH_CHARS = 7;

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
    !isHashedField(field) &&
    !value.startsWith(HASH_MARK) &&
    !LONE_SURROGATE.test(value);
  return FIELD_MARKS[field] + (isSpelled ? value : HASH_MARK + spellHash(hashOf(value)));
}

/** False for a term that can only be told to be likely: several values can have it. */
export function isSpelledOut(term: string): boolean {
  return term[1] !== HASH_MARK;
}

/** The value of a term that is spelled out. */
export function valueOf(term: string): string {
  return term.slice(1);
}

/** True for a field none of whose values is spelled out. */
export function isHashedField(field: TermField): field is HashedField {
  return field === 'context' || field === 'parent';
}

/** The term of a hashed field as a whole number of 37 bits. The order of numbers is that of terms. */
export function toHashKey(field: HashedField, value: string): number {
  return (field === 'context' ? 0 : HASHES) + hashOf(value);
}

export function toHashedTerm(key: number): string {
  const field: HashedField = key < HASHES ? 'context' : 'parent';
  return FIELD_MARKS[field] + HASH_MARK + spellHash(key % HASHES);
}

/** Of a term, or of what terms begin with. */
export function isOfHashedField(term: string): boolean {
  return term.startsWith(FIELD_MARKS.context) || term.startsWith(FIELD_MARKS.parent);
}

/** `null` for a term of another field. */
export function keyOfHashedTerm(term: string): number | null {
  if (!isOfHashedField(term)) return null;
  return (term.startsWith(FIELD_MARKS.context) ? 0 : HASHES) + Number.parseInt(term.slice(2), 36);
}

function spellHash(hash: number): string {
  return hash.toString(36).padStart(HASH_CHARS, '0');
}

/** 36 bits of FNV-1a and a mixing multiplication. */
function hashOf(text: string): number {
  let low = 0x811c_9dc5;
  let high = 0x41c6_ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x0100_0193);
    high = Math.imul(high ^ code, 0x5f35_6495);
  }
  return (low >>> 0) + ((high >>> 28) & 0xf) * 0x1_0000_0000;
}
