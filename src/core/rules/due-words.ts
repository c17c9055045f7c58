import { domainOf, isEntityId, nameOfEntity, prettifyId } from '../events/entity-name.ts';
import type { HaEvent, HaState } from '../events/event.ts';
import { isWireRecord, readField, readRecord, readText } from '../events/read-field.ts';
import { describeEvent } from '../events/sentence.ts';
import { toStateChange } from '../events/state-change.ts';
import { describeState } from '../events/state-words.ts';
import { entityIdsOf } from '../events/subject.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { describeValue } from '../events/value-words.ts';
import type { QueryContext } from '../query/item.ts';
import type { Redact } from '../redaction/redact.ts';
import type { Registry } from '../registry/registry.ts';
import { formatDuration, formatMinute } from '../time/format-time.ts';
import { describeDay, isSameDay } from '../time/relative-time.ts';
import type { TemplateName } from './template.ts';
import type { Due } from './due.ts';

/** What is known besides an alert. */
export interface WordsContext {
  /** Name of the server. */
  readonly server: string;
  /** There are others. */
  readonly namesServer: boolean;
  readonly registry: Registry | undefined;
  /** What an alert says goes through here, as what the history keeps does. */
  readonly redact: Redact;
}

/** What a rule tells of. */
export type Told = Pick<Due, 'rule' | 'event' | 'thing'>;

export function toWordsContext(
  serverId: string,
  { serverNames, registries }: QueryContext,
  redact: Redact,
): WordsContext {
  const server = serverNames.get(serverId) ?? '';
  return { server, namesServer: serverNames.size > 1, registry: registries?.get(serverId), redact };
}

/** Without its secrets, and with the name that the registry has for a thing whose event has none. */
export function toTold<T extends Told>(due: T, { redact, registry }: WordsContext): T {
  const event = due.event === null ? null : withName(redact(due.event), registry);
  return { ...due, event };
}

function withName(event: HaEvent, registry: Registry | undefined): HaEvent {
  const change = toStateChange(event);
  const name = registry?.entities.get(change?.entityId ?? '')?.name ?? '';
  if (change === null || name === '') return event;
  const named = (side: HaState | null): boolean => readText(side?.attributes ?? {}, 'friendly_name') !== '';
  if (named(change.before) || named(change.after)) return event;
  const side = change.after === null ? 'old_state' : 'new_state';
  const state = readRecord(event.data, side);
  const attributes = { ...readRecord(state, 'attributes'), friendly_name: name };
  return { ...event, data: { ...event.data, [side]: { ...state, attributes } } };
}

/** "Front door opened", "Freezer has said nothing for 1 h" */
export function describeWhat(told: Told, registry: Registry | undefined): string {
  const { rule, event } = told;
  if (rule.timing.kind !== 'silent') return event === null ? rule.name : describeEvent(event);
  const name = nameOfThing(told, registry);
  return `${name === '' ? rule.name : name} has said nothing for ${formatDuration(rule.timing.ms)}`;
}

/** "Freezer"; empty for what is about no thing. */
export function nameOfThing({ event, thing }: Told, registry: Registry | undefined): string {
  const change = event === null ? null : toStateChange(event);
  if (change !== null) return nameOfEntity(change);
  const id = thing.split('\n').at(-1) ?? '';
  const known = registry?.entities.get(id)?.name ?? registry?.devices.get(id)?.name ?? '';
  if (known !== '') return known;
  return isEntityId(id) ? prettifyId(id) : id;
}

/** The entity that an alert is about; empty where it is about none. */
export function entityOf({ event, thing }: Pick<Due, 'event' | 'thing'>): string {
  const [first] = event === null ? [] : entityIdsOf(event);
  const id = first ?? thing.split('\n').at(-1) ?? '';
  return isEntityId(id) ? id : '';
}

/** The room of the thing, its floor and device, by name; empty where they are not known. */
export function placesOf(
  told: Pick<Due, 'event' | 'thing'>,
  registry: Registry | undefined,
): Readonly<Record<'room' | 'floor' | 'device', string>> {
  const entity = registry?.entities.get(entityOf(told));
  const area = registry?.areas.get(entity?.area ?? '');
  return {
    room: area?.name ?? '',
    floor: registry?.floors.get(area?.floor ?? '')?.name ?? '',
    device: registry?.devices.get(entity?.device ?? '')?.name ?? '',
  };
}

/** "14:05", "yesterday 22:10", "Fri 21 Nov 22:10". Local time. */
export function describeTime(at: number, now: number): string {
  const time = formatMinute(at);
  if (isSameDay(at, now)) return time;
  const day = describeDay(at, now);
  return `${day === 'Yesterday' ? 'yesterday' : day} ${time}`;
}

/** The values of the names in a template. */
export function readerOf(
  told: Due,
  { server, registry }: WordsContext,
): (name: TemplateName, path: readonly string[]) => string {
  const { rule, event, since, at } = told;
  const change = event === null ? null : toStateChange(event);
  const firedAt = event === null ? null : parseFiredAt(event.time_fired);
  const stateOf = (side: HaState | null | undefined): string =>
    change === null || side === null || side === undefined
      ? ''
      : describeState(domainOf(change.entityId), side);
  return (name, path) => {
    switch (name) {
      case 'what':
        return describeWhat(told, registry);
      case 'name':
        return nameOfThing(told, registry);
      case 'to':
        return stateOf(change?.after);
      case 'from':
        return stateOf(change?.before);
      case 'room':
      case 'floor':
      case 'device':
        return placesOf(told, registry)[name];
      case 'by':
        return registry?.users.get(event?.context?.user_id ?? '') ?? '';
      case 'time':
        return describeTime(since === null ? (firedAt ?? at) : at, at);
      case 'since':
        return describeTime(since ?? firedAt ?? at, at);
      case 'duration':
        return durationOf(told);
      case 'count':
        return rule.timing.kind === 'times' ? String(rule.timing.count) : '1';
      case 'entity':
        return entityOf(told);
      case 'type':
        return event?.event_type ?? '';
      case 'server':
        return server;
      case 'rule':
        return rule.name;
      case 'attribute':
        return valueAt(change?.after?.attributes ?? change?.before?.attributes, path);
      case 'data':
        return valueAt(event?.data, path);
    }
  };
}

function durationOf({ rule, since, at }: Due): string {
  if (since !== null) return formatDuration(at - since);
  return rule.timing.kind === 'times' ? formatDuration(rule.timing.withinMs) : '';
}

/** Characters of a value. */
const MAX_VALUE_CHARS = 300;

/** What is at a path of own members, in words; empty where there is nothing. */
function valueAt(root: unknown, path: readonly string[]): string {
  let value = root;
  for (const step of path) {
    if (Array.isArray(value)) {
      const list: readonly unknown[] = value;
      value = /^\d{1,4}$/.test(step) ? list[Number(step)] : undefined;
    } else value = isWireRecord(value) ? readField(value, step) : undefined;
  }
  return value === undefined || value === null ? '' : describeValue(value, MAX_VALUE_CHARS);
}
