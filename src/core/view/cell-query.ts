import { withExcluded, withTerm, withTimeRange } from '../query/edit-query.ts';
import { parseQuery } from '../query/parse-query.ts';
import { quoteValue } from '../query/quote-value.ts';
import type { CellTerm } from './cell-terms.ts';

/** The query for only this term. */
export function onlyTerm(term: CellTerm): string {
  return includeTerm('', term);
}

/** The query with this term added. A second value of a field becomes an alternative; a second time replaces the first. */
export function includeTerm(query: string, term: CellTerm): string {
  switch (term.kind) {
    case 'facet':
      return withTerm(query, term.facet, term.value);
    case 'words':
      return withPhrase(query, quotePhrase(term.value));
    case 'time':
      return withTimeRange(query, term.from, term.to);
  }
}

/** The query that hides this. A time can't be hidden, so the query stays. */
export function excludeTerm(query: string, term: CellTerm): string {
  switch (term.kind) {
    case 'facet':
      return withExcluded(query, term.facet, term.value);
    case 'words':
      return withPhrase(query, `-${quotePhrase(term.value)}`);
    case 'time':
      return query;
  }
}

/** Always in quotes, even if a single word would need none. */
function quotePhrase(text: string): string {
  const quoted = quoteValue(text);
  return quoted.startsWith('"') ? quoted : `"${quoted}"`;
}

/** A query that is an alternative is put into brackets first. A text with an error is left as it is. */
function withPhrase(query: string, phrase: string): string {
  if (query.trim() === '') return phrase;
  const parsed = parseQuery(query, { now: 0 });
  if (!parsed.ok || query.includes(phrase)) return query;
  return `${parsed.root.kind === 'or' ? `( ${query} )` : query} ${phrase}`;
}
