import { withExcluded, withTerm, withTimeRange } from '../query/edit-query.ts';
import { parseQuery } from '../query/parse-query.ts';
import { quoteValue } from '../query/print-query.ts';
import type { CellTerm } from './cell-terms.ts';

/** The query that asks for nothing but this. */
export function onlyTerm(term: CellTerm): string {
  return includeTerm('', term);
}

/** The query that asks for this too. A second value of a field becomes an alternative, another time takes the place of the first. */
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

/** The query that hides this. A time is not hidden: the query stays. */
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

/** Always in quotes, also where one word would need none. */
function quotePhrase(text: string): string {
  const quoted = quoteValue(text);
  return quoted.startsWith('"') ? quoted : `"${quoted}"`;
}

/** What is an alternative as a whole gets brackets first. A text with an error is left as it is. */
function withPhrase(query: string, phrase: string): string {
  if (query.trim() === '') return phrase;
  const parsed = parseQuery(query, { now: 0 });
  if (!parsed.ok || query.includes(phrase)) return query;
  return `${parsed.root.kind === 'or' ? `( ${query} )` : query} ${phrase}`;
}
