import type { QueryNode } from './ast.ts';

/** A conjunction. Nested ones are flattened, so that one query has one tree. */
export function toAnd(parts: readonly QueryNode[]): QueryNode {
  const flat = parts
    .flatMap((part) => (part.kind === 'and' ? part.parts : [part]))
    .filter((part) => part.kind !== 'everything');
  const [first] = flat;
  if (first === undefined) return { kind: 'everything' };
  return flat.length === 1 ? first : { kind: 'and', parts: flat };
}

/** A disjunction. `parts` must not be empty. */
export function toOr(parts: readonly QueryNode[]): QueryNode {
  const flat = parts.flatMap((part) => (part.kind === 'or' ? part.parts : [part]));
  const [first] = flat;
  if (first === undefined || flat.some((part) => part.kind === 'everything')) return { kind: 'everything' };
  return flat.length === 1 ? first : { kind: 'or', parts: flat };
}

/** A condition without other queries in it. */
export type QueryLeaf = Exclude<QueryNode, { readonly kind: 'and' | 'or' | 'not' }>;

/** All conditions of a query, the excluded ones as well. */
export function leavesOf(node: QueryNode): readonly QueryLeaf[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.parts.flatMap(leavesOf);
    case 'not':
      return leavesOf(node.part);
    default:
      return [node];
  }
}
