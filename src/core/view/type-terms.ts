import type { QueryNode } from '../query/ast.ts';
import {
  hasExcluded,
  hasTerm,
  withExcluded,
  withoutExcluded,
  withoutTerm,
  withTerm,
} from '../query/edit-query.ts';
import { parseQuery } from '../query/parse-query.ts';

/** Shows only this event type beside the others chosen so, or takes it back. A type is never both shown and hidden. */
export function toggleIncluded(query: string, type: string): string {
  return hasTerm(query, 'type', type) ? withoutTerm(query, 'type', type) : withTerm(query, 'type', type);
}

/** Hides this event type, or shows it again. */
export function toggleExcluded(query: string, type: string): string {
  return hasExcluded(query, 'type', type)
    ? withoutExcluded(query, 'type', type)
    : withExcluded(query, 'type', type);
}

/** The query without what the chips can take out of it: event types that are chosen or hidden by their plain names. */
export function withoutTypes(query: string): string {
  const parsed = parseQuery(query, { now: 0 });
  if (!parsed.ok) return query;
  return namedTypes(parsed.root).reduce(
    (text, type) => withoutExcluded(withoutTerm(text, 'type', type), 'type', type),
    query,
  );
}

function namedTypes(node: QueryNode): readonly string[] {
  switch (node.kind) {
    case 'facet':
      return node.facet === 'type' && node.test.kind === 'is' ? [node.test.value] : [];
    case 'not':
      return namedTypes(node.part);
    case 'and':
    case 'or':
      return node.parts.flatMap(namedTypes);
    default:
      return [];
  }
}
