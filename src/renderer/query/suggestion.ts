import { applyCompletion, completionsAt, type Candidate } from '../../core/query/complete-query.ts';
import { EXAMPLE_QUERIES } from '../../core/view/example-queries.ts';

/** Something that can be taken instead of being typed. */
export interface Suggestion {
  /** Heading under which it stands. */
  readonly group: string;
  readonly label: string;
  /** What it means, or the question it answers. */
  readonly detail: string;
  /** Events that have it; `null` where that is not known. */
  readonly count: number | null;
  /** What takes the place of the piece at the caret; `null`: the label is a query of its own. */
  readonly candidate: Candidate | null;
}

const MAX_RECENT_SHOWN = 6;

/** For the empty field: what was looked for before, and examples to learn from. */
export function suggestQueries(recent: readonly string[]): readonly Suggestion[] {
  return [
    ...recent.slice(0, MAX_RECENT_SHOWN).map((query) => suggestQuery('Recent', query, '')),
    ...EXAMPLE_QUERIES.map(({ query, question }) => suggestQuery('For example', query, question)),
  ];
}

export function suggestQuery(group: string, query: string, detail: string): Suggestion {
  return { group, label: query, detail, count: null, candidate: null };
}

/** What stands in the field when a suggestion was taken, and where the caret does. */
export function takeSuggestion(
  text: string,
  caret: number,
  { label, candidate }: Suggestion,
): { readonly text: string; readonly caret: number } {
  if (candidate === null) return { text: label, caret: label.length };
  return applyCompletion(text, completionsAt(text, caret) ?? { from: caret, to: caret }, candidate);
}
