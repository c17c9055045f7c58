import type { QueryNode, ValueTest } from '../query/ast.ts';
import { isClassPath, printField } from '../query/field.ts';
import { parseQuery } from '../query/parse-query.ts';
import { quoteValue } from '../query/quote-value.ts';
import { PLACES, type Place } from '../registry/registry.ts';

/** What a thing does. */
export type Doing =
  | { readonly kind: 'becomes' | 'leaves'; readonly states: readonly string[] }
  /** A number crosses a limit. */
  | { readonly kind: 'above' | 'below'; readonly limit: number }
  /** Any change of state. */
  | { readonly kind: 'changes' }
  /** Anything that names it. */
  | { readonly kind: 'anything' };

/** A room, floor, label, device or person, by its name or id. */
export interface Within {
  readonly place: Place;
  readonly name: string;
}

/** Which things: some by their ids, or all of a kind, of a place, or of both. An empty part is any. */
export interface Things {
  readonly entities: readonly string[];
  readonly domain: string;
  readonly classes: readonly string[];
  readonly within: Within | null;
}

/** Events that are not a change of state. */
export interface EventPick {
  readonly kind: 'event';
  readonly type: string;
  readonly entities: readonly string[];
  /** Values that the data of the event must have. */
  readonly fields: readonly { readonly path: readonly string[]; readonly value: string }[];
}

/** A call of an action. */
export interface ActionPick {
  readonly kind: 'action';
  /** `light.turn_on` */
  readonly action: string;
  /** What it is called for; none is any. */
  readonly entities: readonly string[];
}

/** What a person chooses in place of writing a query. */
export type Picks =
  { readonly kind: 'things'; readonly things: Things; readonly does: Doing } | EventPick | ActionPick;

export const ANY_THING: Things = { entities: [], domain: '', classes: [], within: null };

/** The query that says the same. Values are written as they are given; a query has no case. */
export function toQuery(picks: Picks): string {
  if (picks.kind === 'event') {
    const fields = picks.fields.map(({ path, value }) => term(printField({ kind: 'data', path }), [value]));
    return joinTerms([term('type', [picks.type]), term('entity', picks.entities), ...fields]);
  }
  if (picks.kind === 'action') {
    return joinTerms([
      term('type', ['call_service']),
      term('service', [picks.action]),
      term('entity', picks.entities),
    ]);
  }
  const { things, does } = picks;
  const { entities, domain, classes, within } = things;
  return joinTerms([
    ...(does.kind === 'changes' ? ['type:state_changed'] : []),
    term('entity', entities),
    within === null ? '' : term(within.place, [within.name]),
    term('domain', domain === '' ? [] : [domain]),
    term('class', classes),
    ...termsOfDoing(does),
  ]);
}

function termsOfDoing(does: Doing): readonly string[] {
  switch (does.kind) {
    case 'becomes':
      return [term('to', does.states)];
    case 'leaves':
      return [term('from', does.states)];
    case 'above':
      return [`from:<=${String(does.limit)}`, `to:>${String(does.limit)}`];
    case 'below':
      return [`from:>=${String(does.limit)}`, `to:<${String(does.limit)}`];
    case 'changes':
    case 'anything':
      return [];
  }
}

function term(name: string, values: readonly string[]): string {
  if (values.length === 0) return '';
  const quoted = values.map(quoteValue);
  return quoted.length === 1 ? `${name}:${quoted.join('')}` : `${name}:(${quoted.join(' OR ')})`;
}

function joinTerms(terms: readonly string[]): string {
  return terms.filter((each) => each !== '').join(' ');
}

/** The picks that say the same as a query; `null` for a query that says more than they can, or has an error. */
export function readPicks(query: string): Picks | null {
  const parsed = parseQuery(query, { now: 0 });
  if (!parsed.ok) return null;
  const { root } = parsed;
  const parts = new Map<string, QueryNode>();
  const fields: { path: readonly string[]; value: string }[] = [];
  const nodes = root.kind === 'everything' ? [] : root.kind === 'and' ? root.parts : [root];
  for (const node of nodes) {
    const name = nameOf(node);
    if (name === null) return null;
    if (name === '' && node.kind === 'data' && node.test.kind === 'is') {
      fields.push({ path: node.path, value: node.test.value });
    } else if (name === '' || parts.has(name)) return null;
    else parts.set(name, node);
  }
  const type = valuesOf(parts.get('type'));
  const entities = valuesOf(parts.get('entity'));
  if (type === null || entities === null || type.length > 1) return null;
  if (parts.has('service')) return fields.length === 0 ? readAction(parts, entities) : null;
  if (type[0] !== undefined && type[0] !== 'state_changed') {
    const isPlain = [...parts.keys()].every((name) => name === 'type' || name === 'entity');
    return isPlain ? { kind: 'event', type: type[0], entities, fields } : null;
  }
  return fields.length === 0 ? readThings(parts, entities, type.length > 0) : null;
}

function readAction(parts: ReadonlyMap<string, QueryNode>, entities: readonly string[]): Picks | null {
  const [type] = valuesOf(parts.get('type')) ?? [];
  const [action, ...others] = valuesOf(parts.get('service')) ?? [];
  const isPlain = [...parts.keys()].every((name) => ['type', 'service', 'entity'].includes(name));
  if (!isPlain || type !== 'call_service' || action === undefined || others.length > 0) return null;
  return { kind: 'action', action, entities };
}

function readThings(
  parts: ReadonlyMap<string, QueryNode>,
  entities: readonly string[],
  isChange: boolean,
): Picks | null {
  const domain = valuesOf(parts.get('domain'));
  const classes = valuesOf(parts.get('class'));
  const does = readDoing(parts.get('from'), parts.get('to'), isChange);
  const within = readWithin(parts);
  if (domain === null || classes === null || does === null || within === 'many') return null;
  if (domain.length > 1) return null;
  return { kind: 'things', things: { entities, domain: domain[0] ?? '', classes, within }, does };
}

/** The one place that is named; `many` where the lists can't say which. */
function readWithin(parts: ReadonlyMap<string, QueryNode>): Within | null | 'many' {
  const [place, ...others] = PLACES.filter((each) => parts.has(each));
  if (place === undefined) return null;
  const [name, ...names] = valuesOf(parts.get(place)) ?? [];
  return name === undefined || others.length + names.length > 0 ? 'many' : { place, name };
}

function readDoing(from: QueryNode | undefined, to: QueryNode | undefined, isChange: boolean): Doing | null {
  if (from === undefined && to === undefined) return { kind: isChange ? 'changes' : 'anything' };
  const [old, next] = [testOf(from), testOf(to)];
  if (old?.kind === 'compare' && next?.kind === 'compare') {
    if (old.value !== next.value) return null;
    if (old.op === '<=' && next.op === '>') return { kind: 'above', limit: next.value };
    if (old.op === '>=' && next.op === '<') return { kind: 'below', limit: next.value };
    return null;
  }
  if (from !== undefined && to !== undefined) return null;
  const states = valuesOf(from ?? to);
  return states === null ? null : { kind: from === undefined ? 'becomes' : 'leaves', states };
}

/** The part that a condition is; empty for a field of an event; `null` for what no picker has. */
function nameOf(node: QueryNode): string | null {
  switch (node.kind) {
    case 'facet':
      return ['type', 'entity', 'domain', 'from', 'to', 'service'].includes(node.facet) ? node.facet : null;
    case 'place':
      return node.place;
    case 'data':
      return isClassPath(node.path) ? 'class' : '';
    case 'or': {
      const [first, ...others] = node.parts.map(nameOf);
      return first !== undefined && first !== '' && others.every((name) => name === first) ? first : null;
    }
    default:
      return null;
  }
}

/** The plain values of a condition, none if it is absent; `null` if one of them is not plain. */
function valuesOf(node: QueryNode | undefined): readonly string[] | null {
  if (node === undefined) return [];
  const tests = (node.kind === 'or' ? node.parts : [node]).map(testOf);
  const values = tests.flatMap((test) => (test?.kind === 'is' ? [test.value] : []));
  return values.length === tests.length ? values : null;
}

function testOf(node: QueryNode | undefined): ValueTest | null {
  return node?.kind === 'facet' || node?.kind === 'place' || node?.kind === 'data' ? node.test : null;
}
