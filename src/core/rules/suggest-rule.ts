import { domainOf, nameOfEntity } from '../events/entity-name.ts';
import type { HaEvent } from '../events/event.ts';
import { isFailedLogin } from '../events/failed-login.ts';
import { readField, readText } from '../events/read-field.ts';
import { isSecretEntity } from '../events/secret-entity.ts';
import { describeEvent } from '../events/sentence.ts';
import { toStateChange, type StateChange } from '../events/state-change.ts';
import { momentFor } from '../events/state-words.ts';
import { entityIdsOf, subjectOf } from '../events/subject.ts';
import { clampText } from '../events/text.ts';
import { toNumber } from '../query/parse-number.ts';
import { printField } from '../query/field.ts';
import { quoteValue } from '../query/quote-value.ts';

/** "Alert me about this": the suggested rule for similar events. */
export type RuleSuggestion =
  | { readonly kind: 'query'; readonly name: string; readonly query: string }
  /** Its state is a number, so a person must choose a limit, and above or below. */
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly entityId: string;
      readonly value: number;
      readonly unit: string;
    };

/** Longest name that a rule may have. */
const MAX_NAME_CHARS = 80;
/** Entities of a call that a rule names. */
const MAX_ENTITIES = 10;

/** Members that say which device fired an event, the most telling first, and those that say what it did. */
const DEVICE_KEYS = [
  'device_ieee',
  'device_id',
  'tag_id',
  'unique_id',
  'node_id',
  'device_name',
  'id_string',
  'address',
  'destination',
  'id',
  'name',
] as const;
const ACTION_KEYS = [
  'command',
  'click_type',
  'type',
  'subtype',
  'event_class',
  'event_type',
  'event_label',
  'event',
  'action',
  'button',
  'button_number',
  'channel',
  'property_key_name',
  'level',
] as const;

/** The suggested rule for events similar to this one. */
export function suggestRule(event: HaEvent): RuleSuggestion {
  const sentence = describeEvent(event).replace(/, was .*$/, '');
  const name = clampText(sentence, MAX_NAME_CHARS);
  const change = toStateChange(event);
  if (change !== null) return suggestForChange(change, name);
  return { kind: 'query', name, query: queryOf(event) };
}

/** Matches when a number crosses a limit, and not again for each value beyond it. */
export function crossingQuery(entityId: string, side: 'above' | 'below', limit: number): string {
  const value = String(limit);
  const change = side === 'above' ? `from:<=${value} to:>${value}` : `from:>=${value} to:<${value}`;
  return `entity:${quoteValue(entityId)} ${change}`;
}

function suggestForChange(change: StateChange, name: string): RuleSuggestion {
  const { entityId, after } = change;
  const entity = `entity:${quoteValue(entityId)}`;
  const state = after?.state ?? '';
  const isMoment = momentFor(domainOf(entityId)) !== null;
  const isSecret = readText(after?.attributes ?? {}, 'mode') === 'password' || isSecretEntity(entityId);
  const value = isMoment || isSecret ? null : toNumber(state);
  if (value !== null) {
    const unit = readText(after?.attributes ?? {}, 'unit_of_measurement');
    return { kind: 'number', name: nameOfEntity(change), entityId, value, unit };
  }
  if (isMoment && domainOf(entityId) === 'event') {
    const kind = readText(after?.attributes ?? {}, 'event_type');
    const fired = kind === '' ? '' : ` data.new_state.attributes.event_type:${quoteValue(kind)}`;
    return { kind: 'query', name, query: `type:state_changed ${entity}${fired}` };
  }
  const isPlain = !isMoment && !isSecret && state !== '';
  return {
    kind: 'query',
    name,
    query: isPlain ? `${entity} to:${quoteValue(state)}` : `type:state_changed ${entity}`,
  };
}

function queryOf(event: HaEvent): string {
  const type = `type:${quoteValue(event.event_type)}`;
  if (event.event_type === 'call_service') return [type, ...termsOfCall(event)].join(' ');
  if (event.event_type === 'system_log_event') {
    const logger = readText(event.data, 'name');
    return logger === '' ? type : `${type} ${dataTerm('name', logger)}`;
  }
  const entities = entityIdsOf(event);
  return [type, ...(entities.length > 0 ? [entityTerm(entities)] : termsOfDevice(event))].join(' ');
}

function termsOfCall(event: HaEvent): readonly string[] {
  const service = subjectOf(event);
  const entities = entityIdsOf(event);
  return [
    ...(service === '' ? [] : [`service:${quoteValue(service)}`]),
    ...(entities.length === 0 ? [] : [entityTerm(entities)]),
    // Until 2023.5 or so a failed login was the creation of this notification, and so is much else.
    ...(isFailedLogin(event) ? ['data.service_data.notification_id:http-login'] : []),
  ];
}

function entityTerm(entities: readonly string[]): string {
  const values = entities.slice(0, MAX_ENTITIES).map(quoteValue);
  return values.length === 1 ? `entity:${values.join('')}` : `entity:(${values.join(' OR ')})`;
}

/** The device and its action. */
function termsOfDevice({ data }: HaEvent): readonly string[] {
  const read = (key: string): string => {
    const value = readField(data, key);
    if (typeof value === 'string' && value.length <= 255) return value;
    return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
  };
  const device = DEVICE_KEYS.find((key) => read(key) !== '');
  const did: string[] = ACTION_KEYS.filter((key) => read(key) !== '');
  // A word is what was done; a number is a measurement, which hardly ever comes twice.
  if (toNumber(read('value') || '0') === null) did.push('value');
  return [...(device === undefined ? [] : [device]), ...did].map((key) => dataTerm(key, read(key)));
}

function dataTerm(key: string, value: string): string {
  return `${printField({ kind: 'data', path: [key] })}:${quoteValue(value)}`;
}
