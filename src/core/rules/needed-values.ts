import type { Facet, QueryNode, ValueTest } from '../query/ast.ts';
import { SERVICE_TYPES } from '../query/event-facets.ts';

/**
 * The values of a facet without which a query can't be true of an event, lower case; `null` when it can be true with any.
 * Rules are sorted by it, so that an event meets only those that may be about it.
 */
export function neededValues(
  node: QueryNode,
  facet: 'type' | 'to' | 'entity' | 'domain',
): ReadonlySet<string> | null {
  switch (node.kind) {
    case 'facet':
      if (node.facet === facet) return valuesOf(node.test);
      if (facet === 'domain') return node.facet === 'entity' ? domainsOf(node.test) : null;
      return facet === 'type' ? (TYPES_OF[node.facet] ?? null) : null;
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
    default:
      return null;
  }
}

function valuesOf(test: ValueTest): ReadonlySet<string> | null {
  if (test.kind === 'one-of') return new Set(test.values);
  return test.kind === 'is' ? new Set([test.value]) : null;
}

/** The domain that `light.*` begins with. */
function domainsOf(test: ValueTest): ReadonlySet<string> | null {
  const domain = test.kind === 'glob' ? /^[^*?.]+(?=\.)/.exec(test.pattern)?.[0] : undefined;
  return domain === undefined ? null : new Set([domain.toLowerCase()]);
}

/** Facets that only events of some types have. */
const TYPES_OF: Readonly<Partial<Record<Facet, ReadonlySet<string>>>> = {
  from: new Set(['state_changed']),
  to: new Set(['state_changed']),
  service: SERVICE_TYPES,
};
