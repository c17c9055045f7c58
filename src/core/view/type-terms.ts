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

/**
 * How many events of these a query lets through: those of types that it wants, as far as it names them. The counts are of what
 * it finds `withoutTypes`. `null` when it names a type that they don't, which then stands under `OTHER_TYPES`.
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

/** True when plain names of types decide alone. */
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
