import { OTHER_TYPES } from '../history/other-types.ts';
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
import { leavesOf, type QueryLeaf } from '../query/query-nodes.ts';

/** Adds this event type to the chosen ones, or removes it. A type is never both chosen and hidden. */
export function toggleIncluded(query: string, type: string): string {
  return hasTerm(query, 'type', type) ? withoutTerm(query, 'type', type) : withTerm(query, 'type', type);
}

/** Hides this event type, or shows it again. */
export function toggleExcluded(query: string, type: string): string {
  return hasExcluded(query, 'type', type)
    ? withoutExcluded(query, 'type', type)
    : withExcluded(query, 'type', type);
}

/** The query without the terms of the chips: event types that are chosen or hidden by their plain names. */
export function withoutTypes(query: string): string {
  const parsed = parseQuery(query, { now: 0 });
  if (!parsed.ok) return query;
  return namedTypes(parsed.root).reduce(
    (text, type) => withoutExcluded(withoutTerm(text, 'type', type), 'type', type),
    query,
  );
}

/**
 * How many of the counted events match a query: those of the types that it names. The counts are those of
 * the query `withoutTypes`. `null` when it names a type that has no count of its own, only one in `OTHER_TYPES`.
 */
export function countOfTypes(
  query: string,
  counts: readonly { readonly type: string; readonly total: number }[],
): number | null {
  const parsed = parseQuery(query, { now: 0 });
  if (!parsed.ok) return null;
  const { root } = parsed;
  const conditions = (root.kind === 'and' ? root.parts : [root]).filter(isAboutTypes);
  const known = new Set(counts.map(({ type }) => type.toLowerCase()));
  const isUnknown = conditions.flatMap(namedTypes).some((type) => !known.has(type));
  if (isUnknown && known.has(OTHER_TYPES.toLowerCase())) return null;
  const wanted = counts.filter(({ type }) => conditions.every((node) => wants(node, type.toLowerCase())));
  return wanted.reduce((sum, { total }) => sum + total, 0);
}

/** True when only plain names of types decide. */
function isAboutTypes(node: QueryNode): boolean {
  return leavesOf(node).every((leaf) => namedType(leaf) !== null);
}

/** Of a node that is about types. */
function wants(node: QueryNode, type: string): boolean {
  switch (node.kind) {
    case 'not':
      return !wants(node.part, type);
    case 'and':
      return node.parts.every((part) => wants(part, type));
    case 'or':
      return node.parts.some((part) => wants(part, type));
    default:
      return namedType(node) === type;
  }
}

function namedTypes(node: QueryNode): readonly string[] {
  return leavesOf(node)
    .map(namedType)
    .filter((type) => type !== null);
}

/** The type that a condition asks for by its plain name. */
function namedType(leaf: QueryLeaf): string | null {
  return leaf.kind === 'facet' && leaf.facet === 'type' && leaf.test.kind === 'is' ? leaf.test.value : null;
}
