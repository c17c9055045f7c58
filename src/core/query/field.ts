import { FACETS, FLAGS, type Facet, type Flag } from './ast.ts';
import { PLACES, type Place } from '../registry/registry.ts';
import { nearestWord } from './nearest-word.ts';
import { quoted } from './query-problem.ts';

/** The name before a colon. */
export type Field =
  | { readonly kind: 'facet'; readonly facet: Facet }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'flag'; readonly flag: Flag }
  | { readonly kind: 'data'; readonly path: readonly string[] }
  | { readonly kind: 'since' | 'at' | 'seq' };

export type ParsedField =
  | { readonly ok: true; readonly field: Field }
  /** One sentence. */
  | { readonly ok: false; readonly message: string };

/** Where Home Assistant keeps the device class of an entity. `class` is its short name. */
const CLASS_PATH = ['new_state', 'attributes', 'device_class'] as const;

/** Every field with what it looks at, in the order in which people are offered them. */
export const FIELD_WORDS: Readonly<
  Record<Facet | Place | Flag | 'class' | 'since' | 'at' | 'seq' | 'data', string>
> = {
  type: 'Event type, such as state_changed',
  entity: 'Entity id, such as light.hall or light.*',
  area: 'Room of a thing, by name or id, such as kitchen. Old events are judged by the rooms of today',
  floor: 'Floor of a thing, such as "Ground floor"',
  label: 'Label of a thing, its device or its room',
  device: 'Device of a thing, or one that an event names',
  person: 'Who did it, or whom it is about, such as Anna',
  domain: 'Domain of an entity or a service, such as light',
  class: 'Device class after a change, such as moisture or door',
  service: 'Service that was called, such as light.turn_on',
  from: 'State before a change',
  to: 'State after a change, such as on or >20',
  user: 'Id of the user who caused it',
  context: 'Id of the context',
  parent: 'Id of the context that caused it',
  origin: 'local or remote',
  server: 'Name of the server',
  since: 'Within the last 30s, 10m, 2h, 7d or 1w, or from a time on, such as 07:00 or yesterday',
  at: 'Time, such as 07:00..08:00, yesterday or 2026-11-21',
  data: 'Anything in the data, such as data.new_state.attributes.battery:<15',
  recovered: 'yes: missed by the stream and fetched afterwards',
  alert: 'yes: a notification was raised',
  bookmarked: 'yes: marked by you',
  kind: 'event, gap, server or unparsed',
  seq: 'Number of the row, such as 100..200',
};

/** Beginnings of paths that people write without `data`. */
const SHORT_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['data', []],
  ['old_state', ['old_state']],
  ['new_state', ['new_state']],
  ['attributes', ['new_state', 'attributes']],
  ['service_data', ['service_data']],
]);

/** Names of our fields in Home Assistant and other tools. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['event', 'type'],
  ['event_type', 'type'],
  ['entity_id', 'entity'],
  ['action', 'service'],
  ['room', 'area'],
  ['area_id', 'area'],
  ['floor_id', 'floor'],
  ['label_id', 'label'],
  ['device_id', 'device'],
  ['state', 'to'],
  ['new_state', 'to'],
  ['old_state', 'from'],
  ['user_id', 'user'],
  ['context_id', 'context'],
  ['parent_id', 'parent'],
  ['id', 'context'],
  ['time', 'at'],
  ['date', 'at'],
  ['last', 'since'],
  ['attributes', 'attributes.battery'],
]);

/** Parts of a path. Nothing in Home Assistant nests deeper than this. */
const MAX_PATH_PARTS = 32;
const PART = /"((?:\\.|[^"\\])*)"|[^."]+/y;

/** Parses the name before a colon. Ignores case, except after `data.`. */
export function parseField(name: string): ParsedField {
  const lower = name.toLowerCase();
  if (isOneOf(FACETS, lower)) return { ok: true, field: { kind: 'facet', facet: lower } };
  if (isOneOf(PLACES, lower)) return { ok: true, field: { kind: 'place', place: lower } };
  if (isOneOf(FLAGS, lower)) return { ok: true, field: { kind: 'flag', flag: lower } };
  if (lower === 'since' || lower === 'at' || lower === 'seq') return { ok: true, field: { kind: lower } };
  if (lower === 'class' || lower === 'device_class') {
    return { ok: true, field: { kind: 'data', path: CLASS_PATH } };
  }
  const dot = lower.indexOf('.');
  const start = dot === -1 ? undefined : SHORT_PATHS.get(lower.slice(0, dot));
  if (start !== undefined) return parsePath(name, start, dot);
  if (lower === 'data')
    return refuse('data needs a path, such as data.new_state.attributes.battery. Write it after a dot.');
  if (dot !== -1) return refuse(`There is no field ${quoted(name)}. Did you mean data.${name}?`);
  const nearest = OTHER_NAMES.get(lower) ?? nearestWord(lower, Object.keys(FIELD_WORDS));
  return refuse(
    nearest === null
      ? `There is no field ${quoted(name)}. An attribute is attributes.${clampName(name)}; a text with a colon goes into quotes.`
      : `There is no field ${quoted(name)}. Did you mean ${nearest}?`,
  );
}

/** The name that parses to this field. */
export function printField(field: Field): string {
  switch (field.kind) {
    case 'facet':
      return field.facet;
    case 'place':
      return field.place;
    case 'flag':
      return field.flag;
    case 'data':
      return isClassPath(field.path) ? 'class' : ['data', ...field.path.map(printPart)].join('.');
    case 'since':
    case 'at':
    case 'seq':
      return field.kind;
  }
}

/** True for the path that `class` stands for. */
export function isClassPath(path: readonly string[]): boolean {
  return path.length === CLASS_PATH.length && CLASS_PATH.every((part, at) => part === path[at]);
}

function printPart(part: string): string {
  return /^[^\s:()".&|\\]+$/u.test(part) ? part : `"${part.replace(/["\\]/g, '\\$&')}"`;
}

function parsePath(name: string, start: readonly string[], dot: number): ParsedField {
  const path = [...start];
  let at = dot;
  while (at < name.length) {
    PART.lastIndex = at + 1;
    const match = name[at] === '.' ? PART.exec(name) : null;
    const part = match?.[1]?.replace(/\\(["\\])/g, '$1') ?? match?.[0] ?? '';
    if (match === null || part === '') return refuse(`The path ${quoted(name)} has an empty part.`);
    path.push(part);
    at = PART.lastIndex;
  }
  return path.length > MAX_PATH_PARTS
    ? refuse(`A path has at most ${String(MAX_PATH_PARTS)} parts.`)
    : { ok: true, field: { kind: 'data', path } };
}

/** A pasted text is not repeated whole. */
function clampName(name: string): string {
  return /^[a-z0-9_]{1,30}$/i.test(name) ? name : 'battery';
}

function refuse(message: string): ParsedField {
  return { ok: false, message };
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name);
}
