import { applyCompletion, completionsAt, type Candidate } from '../../core/query/complete-query.ts';
import { EXAMPLE_QUERIES } from '../../core/view/example-queries.ts';

/** A suggestion that can be inserted instead of typed. */
export interface Suggestion {
  /** Its heading. */
  readonly group: string;
  readonly label: string;
  /** What it means, or the question it answers. */
  readonly detail: string;
  /** Number of events that have it; `null` if not known. */
  readonly count: number | null;
  /** The text that replaces the piece at the caret; `null`: the label is a whole query. */
  readonly candidate: Candidate | null;
}

const MAX_RECENT_SHOWN = 6;

/** For the empty field: recent queries and examples. */
export function suggestQueries(recent: readonly string[]): readonly Suggestion[] {
  return [
    ...recent.slice(0, MAX_RECENT_SHOWN).map((query) => suggestQuery('Recent', query, '')),
    ...EXAMPLE_QUERIES.map(({ query, question }) => suggestQuery('For example', query, question)),
  ];
}

export function suggestQuery(group: string, query: string, detail: string): Suggestion {
  return { group, label: query, detail, count: null, candidate: null };
}

/** The text and caret of the field after inserting a suggestion. */
export function takeSuggestion(
  text: string,
  caret: number,
  { label, candidate }: Suggestion,
): { readonly text: string; readonly caret: number } {
  if (candidate === null) return { text: label, caret: label.length };
  return applyCompletion(text, completionsAt(text, caret) ?? { from: caret, to: caret }, candidate);
}
