import { formatDay, formatTime } from '../time/format-time.ts';
import type { Place } from '../registry/registry.ts';
import type { Facet, QueryNode, ValueTest } from './ast.ts';
import { isClassPath } from './field.ts';

/** A query in plain words: "state_changed of light.*, to on, not from garage". */
export function describeQuery(root: QueryNode): string {
  switch (root.kind) {
    case 'everything':
      return 'everything';
    case 'and':
      return describeAll(root.parts);
    case 'or':
      return root.parts.map(describePart).join(' or ');
    case 'not':
      return `not ${describePart(root.part)}`;
    case 'facet':
      return PHRASES[root.facet].replace('…', () => describeTest(root.test));
    case 'place':
      return PHRASES[root.place].replace('…', () => describeTest(root.test));
    case 'data':
      return `${isClassPath(root.path) ? 'of class' : root.path.join('.')} ${describeTest(root.test)}`;
    case 'flag':
      return (root.wanted ? '' : 'not ') + root.flag.replace('alert', 'notified');
    case 'words':
      return `with “${root.tokens.join(' ')}…”`;
    case 'phrase':
      return `with “${root.tokens.join(' ')}”`;
    case 'time':
      return describeTime(root.from, root.to);
    case 'seq':
      return root.from === root.to
        ? `row ${String(root.from)}`
        : `rows ${String(root.from)} to ${root.to === Number.MAX_SAFE_INTEGER ? 'the newest' : String(root.to)}`;
  }
}

/** The entity follows its type without a comma, as one says it. */
function describeAll(parts: readonly QueryNode[]): string {
  return parts
    .map((part, index) => {
      const before = parts[index - 1];
      const isOfType = isFacet(part, 'entity') && before !== undefined && isFacet(before, 'type');
      return (index === 0 ? '' : isOfType ? ' ' : ', ') + describePart(part);
    })
    .join('');
}

function isFacet(node: QueryNode, facet: Facet): boolean {
  if (node.kind === 'or') return node.parts.every((part) => isFacet(part, facet));
  return node.kind === 'facet' && node.facet === facet;
}

/** Alternatives of one field need no brackets: "light.hall or light.kitchen". */
function describePart(node: QueryNode): string {
  const text = describeQuery(node);
  const isPlain = node.kind !== 'and' && (node.kind !== 'or' || isOneFacet(node.parts));
  return isPlain ? text : `(${text})`;
}

function isOneFacet(parts: readonly QueryNode[]): boolean {
  const [first] = parts;
  return first?.kind === 'facet' && parts.every((part) => isFacet(part, first.facet));
}

/** … is replaced by the test of the value. */
const PHRASES: Readonly<Record<Facet | Place, string>> = {
  type: '…',
  entity: 'of …',
  domain: 'of domain …',
  service: 'calling …',
  from: 'from …',
  to: 'to …',
  user: 'by user …',
  context: 'in context …',
  parent: 'caused by …',
  origin: 'of … origin',
  server: 'on server …',
  kind: 'of kind …',
  area: 'in …',
  floor: 'on floor …',
  label: 'labelled …',
  device: 'of device …',
  person: 'by or about …',
};

/** The test of a value, in words. */
export function describeTest(test: ValueTest): string {
  switch (test.kind) {
    case 'is':
      return test.value;
    case 'one-of':
      return test.values.join(' or ');
    case 'glob':
      return test.pattern;
    case 'regex':
      return `like /${test.source}/`;
    case 'compare':
      return `${{ '<': 'below', '<=': 'at most', '>': 'above', '>=': 'at least' }[test.op]} ${String(test.value)}`;
    case 'range':
      return `between ${String(test.min)} and ${String(test.max)}`;
    case 'exists':
      return 'anything';
  }
}

function describeTime(from: number | null, to: number | null): string {
  if (from !== null && to !== null) return `between ${describeMoment(from)} and ${describeMoment(to)}`;
  if (from !== null) return `since ${describeMoment(from)}`;
  return to === null ? 'at any time' : `before ${describeMoment(to)}`;
}

/** Local time to the second: "2026-11-21 07:00:00". */
function describeMoment(at: number): string {
  return `${formatDay(at)} ${formatTime(at)}`;
}
