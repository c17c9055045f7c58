import { belongingsOf } from '../registry/find-places.ts';
import type { Registries } from '../registry/registry.ts';
import type { QueryNode } from './ast.ts';
import { createValueTest } from './match-value.ts';
import { toAnd, toOr } from './query-nodes.ts';

/** The query with the things, users and devices of each place instead of its name, as the registries have them today. */
export function resolvePlaces(root: QueryNode, registries: Registries): QueryNode {
  switch (root.kind) {
    case 'and':
      return toAnd(root.parts.map((part) => resolvePlaces(part, registries)));
    case 'or':
      return toOr(root.parts.map((part) => resolvePlaces(part, registries)));
    case 'not':
      return { kind: 'not', part: resolvePlaces(root.part, registries) };
    case 'place':
      return toThings(root, registries);
    default:
      return root;
  }
}

function toThings({ place, test }: Extract<QueryNode, { kind: 'place' }>, registries: Registries): QueryNode {
  const isMatch = createValueTest(test);
  const found = [...registries].flatMap(([serverId, registry]): readonly QueryNode[] => {
    const { entities, devices, users } = belongingsOf(registry, place, isMatch);
    const server: QueryNode = {
      kind: 'facet',
      facet: 'server',
      test: { kind: 'is', value: serverId.toLowerCase() },
    };
    const parts: readonly QueryNode[] = [
      ...(entities.length === 0 ? [] : [oneOf('entity', entities)]),
      ...users.map((value): QueryNode => ({ kind: 'facet', facet: 'user', test: { kind: 'is', value } })),
      // Buttons tell of their device only.
      ...(devices.length === 0
        ? []
        : [{ kind: 'data', path: ['device_id'], test: { kind: 'one-of', values: devices } } as const]),
    ];
    return parts.length === 0 ? [] : [toAnd([server, toOr(parts)])];
  });
  return found.length === 0 ? oneOf('entity', []) : toOr(found);
}

function oneOf(facet: 'entity', values: readonly string[]): QueryNode {
  return { kind: 'facet', facet, test: { kind: 'one-of', values } };
}
