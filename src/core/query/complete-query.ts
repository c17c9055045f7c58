import { BINARY_SENSOR_CLASSES } from '../events/device-class-words.ts';
import type { Place } from '../registry/registry.ts';
import { LISTED_FACETS, type Facet, type ListedFacet } from './ast.ts';
import { FIELD_WORDS, isClassPath, parseField, type Field } from './field.ts';
import { quoteValue } from './quote-value.ts';
import { tokenise, type Token } from './tokenise.ts';

/** A text that can replace what is being typed. */
export interface Candidate {
  readonly insert: string;
  /** What it is, in a few words; empty if it is obvious. */
  readonly words: string;
  /** True when it is complete, so that a blank may follow. */
  readonly isWhole: boolean;
}

/** What is being typed at a caret. `from` and `to` are the UTF-16 positions that a candidate replaces. */
export type Completion = {
  /** Its part before the caret. */
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
} & (
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  /** Values of a facet that begin with `prefix`: the page asks for them, then `toValueCandidate`. */
  | { readonly kind: 'values'; readonly facet: ListedFacet | Place | 'server' }
);

/** Paths that most events have, as examples. */
const PATHS: readonly (readonly [string, string])[] = [
  ['data.new_state.state:', 'State after a change'],
  ['data.old_state.state:', 'State before a change'],
  ['data.new_state.attributes.', 'Attribute after a change'],
  ['data.old_state.attributes.', 'Attribute before a change'],
  ['attributes.battery:', 'Battery of a device, such as <15'],
  ['attributes.unit_of_measurement:', 'Unit of a sensor'],
  ['attributes.friendly_name:', 'Name of an entity'],
  ['service_data.', 'What was given to a service'],
];
/** https://www.home-assistant.io/integrations/sensor/#device-class has more; these are in most homes. */
const SENSOR_CLASSES = ['energy', 'humidity', 'illuminance', 'pressure', 'temperature', 'voltage'];
const CLASSES = [...BINARY_SENSOR_CLASSES, ...SENSOR_CLASSES]
  .toSorted()
  .map((name): readonly [string, string] => [name, '']);
/** All values of facets with a fixed set. */
const FIXED_VALUES = new Map<Facet, readonly (readonly [string, string])[]>([
  ['origin', ['local', 'remote'].map((value) => [value, ''])],
  ['kind', ['event', 'gap', 'server', 'unparsed'].map((value) => [value, ''])],
]);
const AGES: readonly (readonly [string, string])[] = [
  ['10m', 'The last ten minutes'],
  ['1h', 'The last hour'],
  ['12h', 'The last twelve hours'],
  ['1d', 'The last day'],
  ['1w', 'The last week'],
];
const DAYS: readonly (readonly [string, string])[] = [
  ['today', 'This day'],
  ['yesterday', 'The day before'],
];
const YES_NO: readonly (readonly [string, string])[] = [
  ['yes', ''],
  ['no', ''],
];

/** What could be typed at `caret`, or `null` without suggestions. Accepts any text and any caret. */
export function completionsAt(text: string, caret: number): Completion | null {
  const tokens = tokenise(text);
  const count = tokens.filter(({ to }) => to < caret).length;
  const token = tokens[count];
  const touched = token !== undefined && token.from < caret ? token : null;
  if (touched === null || isSign(touched) || (touched.kind === 'field' && touched.to === caret)) {
    const before = tokens.filter(({ to }) => to <= caret);
    return completeAt(text, caret, before, startingAt(tokens[before.length], caret, before.at(-1)));
  }
  return completeAt(text, caret, tokens.slice(0, count), touched);
}

export function toValueCandidate(value: string, words = ''): Candidate {
  return { insert: quoteValue(value), words, isWhole: true };
}

/** Inserts a candidate. A blank follows a complete one, unless there already is text. */
export function applyCompletion(
  text: string,
  { from, to }: Pick<Completion, 'from' | 'to'>,
  { insert, isWhole }: Candidate,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(to);
  const blank = isWhole && !/^[\s)]/.test(rest) ? ' ' : '';
  return { text: text.slice(0, from) + insert + blank + rest, caret: from + insert.length + blank.length };
}

/** An existing value right after the colon would be replaced. */
function startingAt(next: Token | undefined, caret: number, previous: Token | undefined): Token | null {
  const isValue = previous?.kind === 'field' && next?.from === caret && next.isValue && !isSign(next);
  return isValue ? next : null;
}

/** `before`: what stands before the piece that is being typed. */
function completeAt(
  text: string,
  caret: number,
  before: readonly Token[],
  touched: Token | null,
): Completion | null {
  // A minus sign without a term is not part of a name or value.
  const token = touched?.text === '-' || touched?.text === '!' ? null : touched;
  const field = ownerAfter(before);
  if (field === 'unknown') return null;
  if (field !== null) return completeValue(text, caret, token, field);
  if (token === null) return completeName(text, caret, caret, caret);
  const isName = token.kind === 'word' || token.kind === 'field';
  return isName ? completeName(text, caret, token.from, token.to) : null;
}

function completeName(text: string, caret: number, from: number, to: number): Completion | null {
  const prefix = text.slice(from, caret);
  const lower = prefix.toLowerCase();
  const names = Object.entries(FIELD_WORDS).map(([name, words]): readonly [string, string] => [
    name === 'data' ? 'data.' : `${name}:`,
    words,
  ]);
  const offered = lower.includes('.')
    ? PATHS
    : [...names, ...PATHS.filter(([path]) => !path.startsWith('data.'))];
  return toCompletion(prefix, from, to, offered, false);
}

function completeValue(text: string, caret: number, token: Token | null, field: Field): Completion | null {
  const from = token?.from ?? caret;
  const isOpen = token?.kind === 'quoted' && !token.isClosed;
  // The text after an open quote is not part of the value.
  const to = isOpen ? caret : (token?.to ?? caret);
  const prefix = text.slice(token?.kind === 'quoted' ? Math.min(from + 1, caret) : from, caret);
  if (token?.kind === 'regex' || token?.kind === 'range' || /^[<>]/.test(prefix)) return null;
  switch (field.kind) {
    case 'facet':
      return completeFacet(field.facet, prefix, from, to);
    case 'place':
      return { kind: 'values', facet: field.place, prefix, from, to };
    case 'flag':
      return toCompletion(prefix, from, to, YES_NO, true);
    case 'since':
      return toCompletion(prefix, from, to, [...AGES, ...DAYS], true);
    case 'at':
      return toCompletion(prefix, from, to, DAYS, true);
    case 'data':
      return isClassPath(field.path) ? toCompletion(prefix, from, to, CLASSES, true) : null;
    case 'seq':
      return null;
  }
}

function completeFacet(facet: Facet, prefix: string, from: number, to: number): Completion | null {
  const asked = facet === 'server' ? facet : LISTED_FACETS.find((each) => each === facet);
  if (asked !== undefined) return { kind: 'values', facet: asked, prefix, from, to };
  return toCompletion(prefix, from, to, FIXED_VALUES.get(facet) ?? [], true);
}

/** Those of a list that begin with the prefix, and are not there already. */
function toCompletion(
  prefix: string,
  from: number,
  to: number,
  offered: readonly (readonly [string, string])[],
  isWhole: boolean,
): Completion | null {
  const lower = prefix.toLowerCase();
  const candidates = offered
    .filter(([insert]) => insert.startsWith(lower) && insert !== lower)
    .map(([insert, words]): Candidate => ({ insert, words, isWhole }));
  return candidates.length === 0 ? null : { kind: 'candidates', prefix, from, to, candidates };
}

function isSign({ kind }: Token): boolean {
  return kind === 'open' || kind === 'close' || kind === 'and' || kind === 'or' || kind === 'not';
}

/** The field whose value follows these pieces; `null` if a new term begins. */
function ownerAfter(tokens: readonly Token[]): Field | 'unknown' | null {
  const groups: (Field | 'unknown' | null)[] = [];
  let waiting: Field | 'unknown' | null = null;
  for (const { kind, text } of tokens) {
    if (kind === 'open') groups.push(waiting ?? groups.at(-1) ?? null);
    if (kind === 'close') groups.pop();
    if (kind !== 'not') waiting = kind === 'field' ? readField(text) : null;
  }
  return waiting ?? groups.at(-1) ?? null;
}

function readField(name: string): Field | 'unknown' {
  const parsed = parseField(name);
  return parsed.ok ? parsed.field : 'unknown';
}
