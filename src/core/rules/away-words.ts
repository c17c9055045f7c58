import { readText } from '../events/read-field.ts';
import { isAbsent, toStateChange } from '../events/state-change.ts';
import { toPlural } from './rule-words.ts';
import type { Due } from './due.ts';

/** Kinds that are named one by one; the others are counted. */
const MAX_KINDS = 4;
/** What alerts of other kinds are called. */
const OTHER = 'other alert';
/** No nouns: "2 unavailable". */
const UNCOUNTED: ReadonlySet<string> = new Set(['unavailable', 'motion', 'silent']);

/** What happened to things of a device class. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['moisture', 'leak'],
  ['smoke', 'smoke alarm'],
  ['gas', 'gas alarm'],
  ['carbon_monoxide', 'carbon monoxide alarm'],
  ['motion', 'motion'],
  ['occupancy', 'motion'],
  ['door', 'door'],
  ['garage_door', 'garage door'],
  ['window', 'window'],
  ['opening', 'opening'],
  ['lock', 'lock'],
  ['battery', 'battery'],
  ['tamper', 'tampering'],
]);

/** What kind of alert it is, to be counted: "door", "leak", "unavailable". */
export function kindOf({ rule, event }: Pick<Due, 'rule' | 'event'>): string {
  if (rule.timing.kind === 'silent') return 'silent';
  const after = (event === null ? null : toStateChange(event))?.after ?? null;
  if (after === null) return OTHER;
  if (isAbsent(after.state)) return 'unavailable';
  return KINDS.get(readText(after.attributes, 'device_class')) ?? OTHER;
}

/** "3 doors, 1 leak, 2 unavailable", commonest first. */
export function describeKinds(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const others = counts.get(OTHER) ?? 0;
  counts.delete(OTHER);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const named = sorted.slice(0, MAX_KINDS);
  const rest = others + sorted.slice(MAX_KINDS).reduce((sum, [, count]) => sum + count, 0);
  if (named.length === 0) return countOf('alert', rest);
  const words = named.map(([kind, count]) => countOf(kind, count));
  return [...words, ...(rest === 0 ? [] : [countOf(OTHER, rest)])].join(', ');
}

function countOf(kind: string, count: number): string {
  return `${String(count)} ${count === 1 || UNCOUNTED.has(kind) ? kind : toPlural(kind)}`;
}
