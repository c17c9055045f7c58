import type { HaEvent } from './event.ts';
import { isWireRecord, readField, readNames, readRecord, readText, type WireRecord } from './read-field.ts';
import { REDACTED } from './redacted.ts';
import { isSecretEntity } from './secret-entity.ts';

/** Replaces secret members of a record; returns the same record when it has none. */
type Hide = (record: WireRecord) => WireRecord;

/**
 * An event without the secrets that are known only by their place, because their keys are ordinary words (`value`, `args`,
 * `state`, `text`). The same event when it has none. The rules in the settings find secrets by keys and patterns.
 */
export function hideSecretPlaces(event: HaEvent): HaEvent {
  const data = hideInData(event.event_type, event.data);
  return data === event.data ? event : { ...event, data };
}

function hideInData(type: string, data: WireRecord): WireRecord {
  switch (type) {
    case 'state_changed':
      return hideState(data);
    case 'call_service':
      return hideInCall(data);
    case 'zwave_js_notification':
    case 'zwave_js_value_notification':
    case 'zwave_js_value_updated':
      return hideZwave(data);
    case 'zha_event':
      return hideZigbee(data);
    case 'telegram_command':
      return hideMembers(data, ['args'], toTypedWords);
    case 'telegram_text':
      return hideMembers(data, ['text'], hideTypedCode);
    case 'logbook_entry':
      return isSecretEntity(readText(data, 'entity_id')) ? hideMembers(data, ['message']) : data;
    default:
      return data;
  }
}

/** The state of a text in password mode, and of an entity whose name says that it is a code. */
function hideState(data: WireRecord): WireRecord {
  const sides = ['old_state', 'new_state'];
  const isSecret =
    isSecretEntity(readText(data, 'entity_id')) ||
    sides.some((side) => readText(readRecord(readRecord(data, side), 'attributes'), 'mode') === 'password');
  if (!isSecret) return data;
  return hideMembers(data, sides, (side) => (isWireRecord(side) ? hideMembers(side, ['state']) : side));
}

const CALLS: ReadonlyMap<string, Hide> = new Map<string, Hide>([
  // Anything may be typed into a text field. If it is not secret, the change of state shows it.
  ['input_text', (call) => hideMembers(call, ['value'])],
  ['text', (call) => hideMembers(call, ['value'])],
  ['input_number', hideNumber],
  ['number', hideNumber],
  ['conversation', (call) => hideMembers(call, ['text'], hideTypedCode)],
  ['mqtt', hideMqtt],
  ['zha', hideZigbee],
  ['zwave_js', hideZwave],
]);

function hideInCall(data: WireRecord): WireRecord {
  const hide = CALLS.get(readText(data, 'domain'));
  return hide === undefined
    ? data
    : hideMembers(data, ['service_data'], (call) => (isWireRecord(call) ? hide(call) : call));
}

function hideNumber(call: WireRecord): WireRecord {
  return readNames(call, 'entity_id').some(isSecretEntity) ? hideMembers(call, ['value']) : call;
}

/** A payload published to a topic for codes, such as `alarm/set/code`. For JSON, its keys decide. */
function hideMqtt(call: WireRecord): WireRecord {
  return /(?:^|[/_])(?:code|pin|pin_?code|passcode|password|token|secret)$/i.test(readText(call, 'topic'))
    ? hideMembers(call, ['payload', 'payload_template'])
    : call;
}

/** Command classes of Z-Wave. https://zwave-js.github.io/zwave-js/#/api/CCs/index */
const ENTRY_CONTROL = 111;
const USER_CODE = 99;
const USER_CREDENTIAL = 131;

/** Values of the command class User Code that are not codes. */
const HARMLESS_VALUES: ReadonlySet<string> = new Set(['userIdStatus', 'keypadMode', 'supportedUsers']);

const ZWAVE_VALUES = [
  'value',
  'value_raw',
  'new_value',
  'new_value_raw',
  'prev_value',
  'prev_value_raw',
  'parameters',
];

/**
 * What was typed on a keypad, and the codes stored in a lock.
 * https://www.home-assistant.io/integrations/zwave_js/#events
 */
function hideZwave(record: WireRecord): WireRecord {
  switch (Number(readField(record, 'command_class'))) {
    case ENTRY_CONTROL:
      return hideMembers(record, ['event_data']);
    case USER_CODE:
    case USER_CREDENTIAL:
      return HARMLESS_VALUES.has(readText(record, 'property')) ? record : hideMembers(record, ZWAVE_VALUES);
    default:
      return /Entry Control/i.test(readText(record, 'command_class_name'))
        ? hideMembers(record, ['event_data'])
        : record;
  }
}

/** Clusters of Zigbee whose commands contain codes: Door Lock and IAS ACE, the keypad of an alarm. */
const CODE_CLUSTERS: ReadonlySet<number> = new Set([0x0101, 0x0501]);

/** The positional arguments of a command. The keys in the settings find named ones. */
function hideZigbee(record: WireRecord): WireRecord {
  if (!CODE_CLUSTERS.has(Number(readField(record, 'cluster_id')))) return record;
  return hideMembers(record, ['args'], (args) => (isWireRecord(args) ? args : REDACTED));
}

/** Each word of a command of a bot that is nothing but digits. */
function toTypedWords(args: unknown): unknown {
  return Array.isArray(args) ? args.map(hideTypedCode) : hideTypedCode(args);
}

/** Replaces digits at the end of what a person typed, such as "/disarm 1234". Other words stay. */
function hideTypedCode(text: unknown): unknown {
  if (typeof text === 'number') return REDACTED;
  return typeof text === 'string' ? text.replace(/(^|\s)\d{3,12}\s*$/, `$1${REDACTED}`) : text;
}

/** A copy in which some members are replaced, if they exist and are not empty. */
function hideMembers(
  record: WireRecord,
  keys: readonly string[],
  hide: (value: unknown) => unknown = () => REDACTED,
): WireRecord {
  const changes = keys.flatMap((key): [string, unknown][] => {
    const before = readField(record, key);
    if (isEmpty(before)) return [];
    const after = hide(before);
    return isSame(before, after) ? [] : [[key, after]];
  });
  return changes.length === 0 ? record : { ...record, ...Object.fromEntries(changes) };
}

function isSame(before: unknown, after: unknown): boolean {
  if (!Array.isArray(before) || !Array.isArray(after)) return before === after;
  return before.length === after.length && before.every((item, index) => item === after[index]);
}

/** Not secret: an absent value, and the states for "nothing is known". */
function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || value === 'unknown' || value === 'unavailable'
  );
}
