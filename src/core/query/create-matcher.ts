import type { Facet, QueryNode, ValueTest } from './ast.ts';
import { toFacetValue } from './event-facets.ts';
import { createDataTest } from './match-data.ts';
import { createValueTest, type TextTest } from './match-value.ts';
import { resolvePlaces } from './resolve-places.ts';
import type { QueryContext, QueryMatcher } from './item.ts';
import { leavesOf, type QueryLeaf } from './query-nodes.ts';

/** Makes the function that decides whether an item matches a query. Everything possible is prepared once. */
export function createMatcher(root: QueryNode, context: QueryContext): QueryMatcher {
  switch (root.kind) {
    case 'everything':
      return () => true;
    case 'and': {
      const parts = toMatchers(root.parts, context);
      return (item) => parts.every((isMatch) => isMatch(item));
    }
    case 'or': {
      const parts = toMatchers(root.parts, context);
      return (item) => parts.some((isMatch) => isMatch(item));
    }
    case 'not': {
      const isMatch = createMatcher(root.part, context);
      return (item) => !isMatch(item);
    }
    case 'facet':
      return createFacetMatcher(root.facet, createFacetTest(root.test), context);
    case 'place':
      return createMatcher(resolvePlaces(root, context.registries ?? new Map()), context);
    case 'flag': {
      const { flag, wanted } = root;
      return (item) => item[flag] === wanted;
    }
    case 'data': {
      const isDataMatch = createDataTest(root.path, root.test);
      return ({ event }) => event !== null && isDataMatch(event.data);
    }
    case 'words':
      return createWordsMatcher(root.tokens);
    case 'phrase': {
      const phrase = ` ${root.tokens.join(' ')} `;
      return (item) => item.hasText((text) => ` ${text} `.includes(phrase));
    }
    case 'time': {
      const from = root.from ?? Number.NEGATIVE_INFINITY;
      const to = root.to ?? Number.POSITIVE_INFINITY;
      return ({ at }) => at >= from && at < to;
    }
    case 'seq': {
      const { from, to } = root;
      return ({ seq }) => seq >= from && seq <= to;
    }
  }
}

/** Cheap conditions first, so that they decide before the words of an event must be read. */
function toMatchers(parts: readonly QueryNode[], context: QueryContext): readonly QueryMatcher[] {
  return [...parts].sort((a, b) => costOf(a) - costOf(b)).map((part) => createMatcher(part, context));
}

function costOf(node: QueryNode): number {
  return Math.max(...leavesOf(node).map((leaf) => COSTS[leaf.kind]));
}

const COSTS: Readonly<Record<QueryLeaf['kind'], number>> = {
  everything: 0,
  time: 0,
  seq: 0,
  flag: 0,
  facet: 1,
  place: 2,
  data: 2,
  words: 4,
  phrase: 4,
};

/** The test of a facet's value. `is` is limited in length like the values. */
export function createFacetTest(test: ValueTest): TextTest {
  return createValueTest(test.kind === 'is' ? { kind: 'is', value: toFacetValue(test.value) } : test);
}

function createFacetMatcher(facet: Facet, isMatch: TextTest, { serverNames }: QueryContext): QueryMatcher {
  if (facet !== 'server') return (item) => item.values(facet).some(isMatch);
  const isServerMatch = new Map<string, boolean>();
  return ({ serverId }) => {
    const known = isServerMatch.get(serverId);
    if (known !== undefined) return known;
    const names = [serverId, serverNames.get(serverId) ?? ''].filter((name) => name !== '');
    const isFound = names.some((name) => isMatch(name.toLowerCase()));
    isServerMatch.set(serverId, isFound);
    return isFound;
  };
}

function createWordsMatcher(tokens: readonly string[]): QueryMatcher {
  const whole = tokens.slice(0, -1);
  const start = tokens.at(-1) ?? '';
  return ({ words }) =>
    words.some((word) => word.startsWith(start)) && whole.every((token) => words.includes(token));
}
