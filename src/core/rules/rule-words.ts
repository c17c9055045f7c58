import { toWords } from '../events/entity-name.ts';
import { withUnit } from '../events/value-words.ts';
import { formatDuration } from '../time/format-time.ts';
import type { Facet, QueryNode, ValueTest } from '../query/ast.ts';
import { describeQuery, describeTest } from '../query/describe-query.ts';
import { isClassPath } from '../query/field.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { Guarded } from './guarded.ts';
import type { RuleCount } from './refuse-rule.ts';
import type { HomeThing } from './home-things.ts';
import {
  describeWithin,
  FAILED_AUTOMATION_QUERY,
  momentWords,
  nameOfPlace,
  wordsOfAction,
  wordsOfEvent,
} from './pick-words.ts';
import { PLACES, type Place } from '../registry/registry.ts';
import { readPicks } from './rule-picks.ts';
import type { Rule } from './rule.ts';
import { describeConditions, describeLevel, describeTiming } from './timing-words.ts';

/**
 * When a rule tells, and how: "When cover.garage becomes open, for 10 min, only while the sun is down. Urgent." A query that
 * can't be read says why.
 *
 * @param things that are called by their names; others by their ids
 */
export function describeRule(
  rule: Rule,
  serverName: string | null,
  things: readonly HomeThing[] = [],
): string {
  const parsed = parseQuery(rule.query, { now: 0 });
  if (!parsed.ok) return `This rule can't be read. ${parsed.error.message}`;
  const where = serverName === null ? '' : `, at ${serverName}`;
  const conditions = describeConditions(rule, things);
  const onlyIf = conditions === '' ? '' : `, only while ${conditions}`;
  return `When ${describeWait(rule, parsed.root, things)}${where}${onlyIf}.${describeLevel(rule)}`;
}

/** "Would have told you 11 times in the last 24 hours." Empty where nobody can say. */
export function describeCount(count: RuleCount | null): string {
  if (count === null) return '';
  if (count.total === 0) return 'No events of the last 24 hours are kept, so nothing can be counted yet.';
  const isWhole = count.checkedUntil === null;
  if (count.alerts === 0)
    return isWhole
      ? 'Would not have told you anything in the last 24 hours.'
      : 'Nothing so far in the last 24 hours.';
  const times =
    count.alerts === 1 && !count.isMore
      ? 'once'
      : `${count.isMore ? 'more than ' : ''}${count.alerts.toLocaleString('en-GB')} times`;
  return `Would have told you ${times}${isWhole ? '' : ' so far'} in the last 24 hours.`;
}

/** "Watches 2 leak sensors and 3 smoke detectors, seen so far." Empty for a rule that names no kind of thing. */
export function describeGuarded(guarded: readonly Guarded[] | null): string {
  if (guarded === null) return '';
  const kinds = [...countKinds(guarded)];
  const last = kinds.pop();
  if (last === undefined) return 'Nothing of that kind was seen so far.';
  return `Watches ${kinds.length === 0 ? '' : `${kinds.join(', ')} and `}${last}, seen so far.`;
}

/** "3 smoke detectors", "1 leak sensor" */
export function countKinds(guarded: readonly Guarded[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const each of guarded) {
    const noun = nounOf(each);
    counts.set(noun, (counts.get(noun) ?? 0) + each.count);
  }
  return [...counts].map(([noun, count]) => `${String(count)} ${count === 1 ? noun : toPlural(noun)}`);
}

/** "None", "10 s", "5 min". */
export function describeCooldown(ms: number): string {
  return ms === 0 ? 'None' : formatDuration(ms);
}

/** "any door opens, for 10 min", "sensor.freezer says nothing for 1 h" */
function describeWait(rule: Rule, root: QueryNode, things: readonly HomeThing[]): string {
  const { timing } = rule;
  if (timing.kind !== 'silent') {
    const words = describeTiming(rule);
    return `${describeEvents(rule.query, root, things)}${words === '' ? '' : `, ${words}`}`;
  }
  const nodes = root.kind === 'and' ? root.parts : [root];
  const parts = new Map(nodes.map((node) => [partOf(node), node] as const));
  const isThing = [...parts.keys()].every(
    (part) =>
      part === 'entity' || part === 'domain' || part === 'class' || PLACES.some((each) => each === part),
  );
  const silence = `says nothing for ${formatDuration(timing.ms)}`;
  if (!isThing || parts.size < nodes.length)
    return `a thing ${silence} of this: ${describeWhen(root, things)}`;
  const found = new Map([...parts].flatMap(([part, node]) => (part === null ? [] : [[part, node] as const])));
  return `${describeSubject(found, things)} ${silence}`;
}

/** "a login fails" for events that people ask for. */
function describeEvents(query: string, root: QueryNode, things: readonly HomeThing[]): string {
  if (query === FAILED_AUTOMATION_QUERY) return 'an automation fails';
  const picks = readPicks(query);
  const words = picks?.kind === 'event' ? wordsOfEvent(picks) : null;
  return words === null ? describeWhen(root, things) : `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** What the parts of a query say, by what they are about. */
type Part = 'type' | 'entity' | Place | 'domain' | 'class' | 'from' | 'to' | 'service';

function describeWhen(root: QueryNode, things: readonly HomeThing[]): string {
  const parts = new Map<Part, QueryNode>();
  const rest: QueryNode[] = [];
  for (const node of root.kind === 'and' ? root.parts : [root]) {
    const part = partOf(node);
    if (part === null || parts.has(part)) rest.push(node);
    else parts.set(part, node);
  }
  const words = describeParts(parts, things);
  const others = rest.map(describeQuery).join(', ');
  if (words === '') return `an event comes: ${others}`;
  return others === '' ? words : `${words}: ${others}`;
}

function describeParts(parts: ReadonlyMap<Part, QueryNode>, things: readonly HomeThing[]): string {
  const value = (part: Part): string => {
    const node = parts.get(part);
    return node === undefined ? '' : describeValues(node);
  };
  const type = value('type');
  const thing = describeSubject(parts, things);
  const named = namesIn(parts.get('class'));
  const classes = named.length > 0 ? named : classesOf(parts.get('entity'), things);
  const [from, to] = [testOf(parts.get('from')), testOf(parts.get('to'))];
  const unit = unitOf(parts.get('entity'), named, things);
  const change = describeChange(from, to, unit, value('from'), verbForState(value('to'), classes));
  const about = thing === '' ? '' : ` for ${thing}`;
  if (parts.has('service')) {
    const named = namesIn(parts.get('service'));
    const action = named.length === 0 ? value('service') : named.map(quoteAction).join(' or ');
    return `${action} is called${about}`;
  }
  if (
    change !== '' ||
    (type === 'state_changed' && thing !== '') ||
    parts.has('class') ||
    PLACES.some((place) => place !== 'person' && parts.has(place))
  ) {
    return `${thing === '' ? 'anything' : thing} ${change === '' ? changeOf(parts.get('entity'), things) : change}`;
  }
  if (type !== '') return `${type} happens${about}`;
  if (parts.has('person')) return `${thing} happens`;
  return thing === '' ? '' : `anything happens${about}`;
}

function quoteAction(action: string): string {
  return `“${wordsOfAction(action)}”`;
}

/** "Garage door", "any leak sensor in Cellar"; empty for a query about no thing. */
function describeSubject(parts: ReadonlyMap<Part, QueryNode>, things: readonly HomeThing[]): string {
  const value = (part: Part, nameOf?: (id: string) => string): string => {
    const node = parts.get(part);
    return node === undefined ? '' : describeValues(node, nameOf);
  };
  const entity = value('entity', (id) => things.find((each) => each.entity === id)?.name ?? id);
  const thing = describeThing(entity, value('domain'), value('class'), namesIn(parts.get('class')));
  const places = PLACES.filter((place) => parts.has(place)).map((place) =>
    describeWithin({ place, name: value(place, (name) => nameOfPlace({ place, name }, things)) }, []),
  );
  return places.length === 0 ? thing : [thing === '' ? 'anything' : thing, ...places].join(' ');
}

/** "changes", or "rings" where that is what a change means. */
function changeOf(entity: QueryNode | undefined, things: readonly HomeThing[]): string {
  const moments = namesIn(entity).map((id) => {
    const thing = things.find((each) => each.entity === id);
    return thing === undefined ? null : momentWords(thing);
  });
  const [first = null] = moments;
  return first !== null && moments.every((each) => each === first) ? first : 'changes';
}

/** The unit of the numbers of things that a query names, or of their classes; empty where they have several, or none. */
function unitOf(
  entity: QueryNode | undefined,
  classes: readonly string[],
  things: readonly HomeThing[],
): string {
  const names = namesIn(entity);
  const meant = things.filter((thing) =>
    names.length > 0 ? names.includes(thing.entity) : classes.includes(thing.deviceClass),
  );
  const [only = '', ...others] = new Set(meant.map(({ unit }) => unit).filter((unit) => unit !== ''));
  return others.length === 0 ? only : '';
}

/** The device classes of things that a query names one by one. */
function classesOf(entity: QueryNode | undefined, things: readonly HomeThing[]): readonly string[] {
  return namesIn(entity).map((id) => things.find((each) => each.entity === id)?.deviceClass ?? '');
}

function describeThing(
  entity: string,
  domain: string,
  deviceClass: string,
  classes: readonly string[],
): string {
  const nouns = classes.flatMap((name) => NOUNS.get(name) ?? []);
  if (entity === '' && domain === '' && nouns.length > 0 && nouns.length === classes.length) {
    return `any ${joinByOr(nouns)}`;
  }
  const kind = deviceClass === '' ? '' : ` of class ${deviceClass}`;
  if (entity !== '') return `${entity}${kind}`;
  if (domain !== '') return `any ${NOUNS.get(domain) ?? toWords(domain)}${kind}`;
  return kind === '' ? '' : `anything${kind}`;
}

/** "smoke detector, gas detector or carbon monoxide detector" */
function joinByOr(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

const OPENING_CLASSES: ReadonlySet<string> = new Set(['door', 'garage_door', 'window', 'opening']);

/** "turns on", "opens", "becomes jammed"; empty where no state is named. */
function verbForState(state: string, classes: readonly string[]): string {
  const opens = classes.length > 0 && classes.every((name) => OPENING_CLASSES.has(name));
  if (state === 'on') return opens ? 'opens' : 'turns on';
  if (state === 'off') return opens ? 'closes' : 'turns off';
  return state === '' ? '' : `becomes ${state}`;
}

function describeChange(
  from: ValueTest | null,
  to: ValueTest | null,
  unit: string,
  oldState: string,
  verb: string,
): string {
  if (from?.kind === 'compare' && to?.kind === 'compare' && from.value === to.value) {
    const limit = withUnit(String(to.value), unit);
    if (from.op === '<=' && to.op === '>') return `rises above ${limit}`;
    if (from.op === '>=' && to.op === '<') return `falls below ${limit}`;
  }
  const start = oldState === '' ? '' : ` from ${oldState}`;
  if (to?.kind === 'exists') return `changes${start} to anything`;
  if (to?.kind === 'compare' || to?.kind === 'range') return `is ${describeTest(to)}`;
  if (verb !== '') return `${verb}${start === '' ? '' : `, ${start.trim()}`}`;
  return start === '' ? '' : `changes${start}`;
}

/** The values that a condition names one by one; none where it says it in another way. */
function namesIn(node: QueryNode | undefined): readonly string[] {
  const parts = node?.kind === 'or' ? node.parts : node === undefined ? [] : [node];
  const names = parts.flatMap((part) =>
    (part.kind === 'data' || part.kind === 'facet') && part.test.kind === 'is' ? [part.test.value] : [],
  );
  return names.length === parts.length ? names : [];
}

function partOf(node: QueryNode): Part | null {
  switch (node.kind) {
    case 'facet':
      return isPart(node.facet) ? node.facet : null;
    case 'place':
      return node.place;
    case 'data':
      return isClassPath(node.path) ? 'class' : null;
    case 'or': {
      const [first, ...others] = node.parts.map(partOf);
      return first !== undefined && others.every((part) => part === first) ? first : null;
    }
    default:
      return null;
  }
}

function isPart(facet: Facet): facet is Exclude<Part, 'class' | Place> {
  return ['type', 'entity', 'domain', 'from', 'to', 'service'].includes(facet);
}

function testOf(node: QueryNode | undefined): ValueTest | null {
  return node?.kind === 'facet' ? node.test : null;
}

function describeValues(node: QueryNode, nameOf: (value: string) => string = (value) => value): string {
  if (node.kind === 'or') return node.parts.map((part) => describeValues(part, nameOf)).join(' or ');
  if (node.kind !== 'facet' && node.kind !== 'data' && node.kind !== 'place') return '';
  return node.test.kind === 'is' ? nameOf(node.test.value) : describeTest(node.test);
}

/** What people call things of a device class, and of a domain. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  ['moisture', 'leak sensor'],
  ['battery', 'battery'],
  ['temperature', 'temperature sensor'],
  ['humidity', 'humidity sensor'],
  ['doorbell', 'doorbell'],
  ['smoke', 'smoke detector'],
  ['gas', 'gas detector'],
  ['carbon_monoxide', 'carbon monoxide detector'],
  ['safety', 'safety sensor'],
  ['tamper', 'tamper sensor'],
  ['motion', 'motion sensor'],
  ['occupancy', 'occupancy sensor'],
  ['door', 'door'],
  ['garage_door', 'garage door'],
  ['window', 'window'],
  ['opening', 'opening'],
  ['lock', 'lock'],
  ['alarm_control_panel', 'alarm'],
  ['binary_sensor', 'sensor'],
]);

function nounOf({ domain, deviceClass }: Guarded): string {
  // A sensor of the class measures it: the moisture of soil is no leak.
  const own = domain === 'sensor' ? undefined : NOUNS.get(deviceClass === '' ? domain : deviceClass);
  if (own !== undefined) return own;
  return deviceClass === '' ? toWords(domain) : `${toWords(deviceClass)} ${toWords(domain)}`;
}

/** "doors", "batteries" */
export function toPlural(noun: string): string {
  if (/(?:s|x|ch|sh)$/.test(noun)) return `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
