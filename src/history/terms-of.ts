import { FACETS } from '../core/query/ast.ts';
import { MAX_EVENT_TOKENS } from '../core/query/event-item.ts';
import type { QueryItem } from '../core/query/item.ts';
import { ALERT_TERM, LONG_TERM, RECOVERED_TERM, toTerm } from './term.ts';

/** A text that is shorter can't have more words than the index takes of one event, whatever they are. */
const SURELY_SHORT_CHARS = 3_000;
const SURELY_SHORT_FOREIGN_CHARS = 400;
const FOREIGN = /[^\0-\x7f]/;

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

function isLong(item: QueryItem, raw: string): boolean {
  if (raw.length <= SURELY_SHORT_FOREIGN_CHARS) return false;
  if (raw.length <= SURELY_SHORT_CHARS && !FOREIGN.test(raw)) return false;
  const tokens = item.texts.reduce((sum, text) => sum + text.split(' ').length, 0);
  return tokens >= MAX_EVENT_TOKENS;
}
