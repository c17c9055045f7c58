import fc from 'fast-check';
import { FACETS, FLAGS, type Facet, type QueryNode, type ValueTest } from '../../src/core/query/ast.ts';
import { toFacetValue } from '../../src/core/query/event-facets.ts';
import { toTokens } from '../../src/core/query/to-tokens.ts';

/** What the queries about some events are made of, so that they often find something. */
export interface QueryWords {
  readonly values: readonly string[];
  /** Values that a facet is likely to have; else any of `values`. */
  readonly likely?: Readonly<Record<Facet, readonly string[]>>;
  readonly globs: readonly string[];
  readonly regexes: readonly string[];
  readonly numbers: fc.Arbitrary<number>;
  readonly paths: fc.Arbitrary<readonly string[]>;
  /** Texts of words and phrases. */
  readonly texts: fc.Arbitrary<string>;
  /** Epoch ms of the earliest and the latest event. */
  readonly times: { readonly from: number; readonly to: number };
  readonly maxSeq: number;
  /** Also sets of values, which no text has. */
  readonly hasSets?: true;
}

/** How parts become one node: as the parser makes it, or as it stands. */
export interface QueryShape {
  readonly and: (parts: readonly QueryNode[]) => QueryNode;
  readonly or: (parts: readonly QueryNode[]) => QueryNode;
  readonly not: (part: QueryNode) => QueryNode;
  /** Fewest parts of a group. */
  readonly minParts: number;
}

const one = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);

/** Any test of a value. */
function arbitraryTestOf({ values, globs, regexes, numbers, hasSets }: QueryWords): fc.Arbitrary<ValueTest> {
  const sets = fc
    .array(one(values).map(toFacetValue), { maxLength: 3 })
    .map((some): ValueTest => ({ kind: 'one-of', values: some }));
  return fc.oneof(
    { weight: 6, arbitrary: one(values).map((value): ValueTest => ({ kind: 'is', value })) },
    { weight: 2, arbitrary: one(globs).map((pattern): ValueTest => ({ kind: 'glob', pattern })) },
    { weight: 1, arbitrary: one(regexes).map((source): ValueTest => ({ kind: 'regex', source })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(one(['<', '<=', '>', '>='] as const), numbers)
        .map(([op, value]): ValueTest => ({ kind: 'compare', op, value })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(numbers, numbers)
        .map(([a, b]): ValueTest => ({ kind: 'range', min: Math.min(a, b), max: Math.max(a, b) })),
    },
    { weight: 1, arbitrary: fc.constant<ValueTest>({ kind: 'exists' }) },
    { weight: hasSets === true ? 1 : 0, arbitrary: sets },
  );
}

/** One condition. */
function arbitraryTermOf(words: QueryWords): fc.Arbitrary<QueryNode> {
  const { likely, paths, texts, times, maxSeq } = words;
  const test = arbitraryTestOf(words);
  const testOf = (facet: Facet): fc.Arbitrary<ValueTest> =>
    likely === undefined
      ? test
      : fc.oneof(
          {
            weight: 2,
            arbitrary: one(likely[facet]).map((value): ValueTest => ({
              kind: 'is',
              value: value.toLowerCase(),
            })),
          },
          { weight: 1, arbitrary: test },
        );
  const tokens = texts.map(toTokens).filter((found) => found.length > 0);
  const time = fc
    .tuple(
      fc.option(fc.integer({ min: times.from, max: times.to })),
      fc.option(fc.integer({ min: 1, max: times.to - times.from })),
    )
    .filter(([from, length]) => from !== null || length !== null)
    .map(([from, length]): QueryNode => ({
      kind: 'time',
      from,
      to: length === null ? null : (from ?? times.from) + length,
    }));
  const seq = fc
    .tuple(fc.nat({ max: maxSeq }), fc.nat({ max: maxSeq }))
    .map(([a, b]): QueryNode => ({ kind: 'seq', from: Math.min(a, b), to: Math.max(a, b) }));
  const facet = one(FACETS).chain((name) =>
    testOf(name).map((found): QueryNode => ({ kind: 'facet', facet: name, test: found })),
  );
  const data = fc.tuple(paths, test).map(([path, found]): QueryNode => ({ kind: 'data', path, test: found }));
  const flag = fc
    .tuple(one(FLAGS), fc.boolean())
    .map(([name, wanted]): QueryNode => ({ kind: 'flag', flag: name, wanted }));
  return fc.oneof(
    { weight: 8, arbitrary: facet },
    { weight: 3, arbitrary: data },
    { weight: 1, arbitrary: flag },
    { weight: 3, arbitrary: tokens.map((found): QueryNode => ({ kind: 'words', tokens: found })) },
    { weight: 2, arbitrary: tokens.map((found): QueryNode => ({ kind: 'phrase', tokens: found })) },
    { weight: 1, arbitrary: time },
    { weight: 1, arbitrary: seq },
    { weight: 1, arbitrary: fc.constant<QueryNode>({ kind: 'everything' }) },
  );
}

/** Any query, up to four levels deep. */
export function arbitraryQueryOf(
  words: QueryWords,
  { and, or, not, minParts }: QueryShape,
): fc.Arbitrary<QueryNode> {
  const term = arbitraryTermOf(words);
  return fc.letrec<{ query: QueryNode }>((tie) => {
    const parts = fc.array(tie('query'), { minLength: minParts, maxLength: 3 });
    return {
      query: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        { weight: 4, arbitrary: term },
        { weight: 2, arbitrary: parts.map(and) },
        { weight: 2, arbitrary: parts.map(or) },
        { weight: 1, arbitrary: tie('query').map(not) },
      ),
    };
  }).query;
}
