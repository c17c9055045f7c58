import type { Facet, QueryNode } from '../query/ast.ts';

/**
 * The values of a facet without which a query can't be true of an event, lower case; `null` when it can be true with any.
 * Rules are sorted by it, so that an event meets only those that may be about it.
 */
export function neededValues(node: QueryNode, facet: 'type' | 'to'): ReadonlySet<string> | null {
  switch (node.kind) {
    case 'facet':
      if (node.facet === facet) return node.test.kind === 'is' ? new Set([node.test.value]) : null;
      return facet === 'type' ? typesOfFacet(node.facet) : null;
    case 'and':
      return node.parts
        .map((part) => neededValues(part, facet))
        .reduce((all, next) =>
          all === null || next === null
            ? (all ?? next)
            : new Set([...all].filter((value) => next.has(value))),
        );
    case 'or': {
      const parts = node.parts.map((part) => neededValues(part, facet));
      return parts.reduce((all, next) => (all === null || next === null ? null : new Set([...all, ...next])));
    }
    case 'everything':
    case 'not':
    case 'flag':
    case 'data':
    case 'words':
    case 'phrase':
    case 'time':
    case 'seq':
      return null;
  }
}

/** Only events of these types have values of the facet. */
function typesOfFacet(facet: Facet): ReadonlySet<string> | null {
  switch (facet) {
    case 'from':
    case 'to':
      return new Set(['state_changed']);
    case 'service':
      return new Set(['call_service', 'service_registered', 'service_removed']);
    case 'type':
    case 'entity':
    case 'domain':
    case 'user':
    case 'context':
    case 'parent':
    case 'origin':
    case 'server':
    case 'kind':
      return null;
  }
}
