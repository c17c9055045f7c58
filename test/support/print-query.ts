import type { QueryNode, ValueTest } from '../../src/core/query/ast.ts';
import { printField } from '../../src/core/query/field.ts';
import { quoteValue } from '../../src/core/query/quote-value.ts';

/** A text that parses to this query. Times are written in UTC, to the millisecond. */
export function printQuery(root: QueryNode): string {
  switch (root.kind) {
    case 'everything':
      return '*';
    case 'and':
      return root.parts.map(printPart).join(' ');
    case 'or':
      return root.parts.map(printPart).join(' OR ');
    case 'not':
      return `-${printPart(root.part)}`;
    case 'facet':
    case 'place':
    case 'data':
      return `${printField(root)}:${printTest(root.test)}`;
    case 'flag':
      return `${printField(root)}:${root.wanted ? 'yes' : 'no'}`;
    case 'words':
      return root.tokens.join('_');
    case 'phrase':
      return `"${root.tokens.join(' ')}"`;
    case 'time':
      return `at:${printMoment(root.from)}..${printMoment(root.to)}`;
    case 'seq':
      return `seq:${String(root.from)}..${String(root.to)}`;
  }
}

function printPart(part: QueryNode): string {
  const text = printQuery(part);
  return part.kind === 'and' || part.kind === 'or' ? `(${text})` : text;
}

function printTest(test: ValueTest): string {
  switch (test.kind) {
    case 'is':
      return quoteValue(test.value);
    case 'one-of':
      return `(${test.values.map(quoteValue).join(' OR ')})`;
    case 'glob':
      return test.pattern;
    case 'regex':
      return `/${test.source}/`;
    case 'compare':
      return `${test.op}${String(test.value)}`;
    case 'range':
      return `${String(test.min)}..${String(test.max)}`;
    case 'exists':
      return '*';
  }
}

function printMoment(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString();
}
