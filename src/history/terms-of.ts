import { FACETS } from '../core/query/ast.ts';
import { MAX_EVENT_TOKENS } from '../core/query/event-item.ts';
import type { QueryItem } from '../core/query/item.ts';
import { ALERT_TERM, LONG_TERM, RECOVERED_TERM, toTerm } from './term.ts';

/** Sentence, subject and type repeat what is in the text: so many words at most where each has a letter and a space. */
const REPEATED_TOKENS = 350;
/** One letter of compatibility can stand for four words (U+FDFA), and six characters of JSON can stand for such a letter. */
const TOKENS_PER_LETTER = 4;
const TOKENS_PER_CHAR = 4 / 6;
/** Text, sentence and subject. */
const REPEATS = 3;

/**
 * All terms under which an event or row of our own is found, each once. Words are most of them and stand apart, as they
 * are: to put a mark before each would cost more than the rest of indexing.
 */
export interface Terms {
  readonly marked: readonly string[];
  readonly words: readonly string[];
}

/** `raw` is the text of the event. */
export function termsOf(item: QueryItem, raw: string): Terms {
  const terms: string[] = [];
  for (const facet of FACETS) {
    for (const value of item.values(facet)) terms.push(toTerm(facet, value));
  }
  if (item.alert) terms.push(ALERT_TERM);
  if (item.recovered) terms.push(RECOVERED_TERM);
  if (isLong(item, raw)) terms.push(LONG_TERM);
  return { marked: terms, words: item.words };
}

/** Counting is left out where so few characters can't be so many words. */
function isLong(item: QueryItem, raw: string): boolean {
  const foreign = Buffer.byteLength(raw) - raw.length;
  const isPlain = foreign === 0 && !raw.includes('\\u');
  const most = isPlain
    ? raw.length / 2 + REPEATED_TOKENS
    : REPEATS * (raw.length * TOKENS_PER_CHAR + foreign * TOKENS_PER_LETTER);
  if (most < MAX_EVENT_TOKENS) return false;
  const tokens = item.texts.reduce((sum, text) => sum + text.split(' ').length, 0);
  return tokens >= MAX_EVENT_TOKENS;
}
