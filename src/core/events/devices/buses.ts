import { capitalise, toWords } from '../entity-name.ts';
import type { WireRecord } from '../read-field.ts';
import { readField, readRecord, readText } from '../read-field.ts';
import { describeValue } from '../value-words.ts';
import { labelled, list, namesOfEntities, spoken, type Describe } from './parts.ts';
import { describePress } from './press-words.ts';

/** Telegrams and notifications of a wired or wireless bus, by event type. Shapes as in Home Assistant 2024.3. */
export const BUSES: Readonly<Record<string, Describe>> = {
  zwave_js_value_notification: (data) => `${node(data)}: ${describeValueNotification(data)}`,
  zwave_js_notification: (data) => `${node(data)}: ${describeNotification(data)}`,
  zwave_js_value_updated: (data) =>
    `${namesOfEntities(data) || node(data)}: ${toWords(spoken(data, 'property_name') || spoken(data, 'property')) || 'a value'} is ${describeValue(readField(data, 'value'))}`,
  'zwave.scene_activated': (data) =>
    `${namesOfEntities(data) || node(data)}: ${labelled('scene', data, 'scene_id') || 'a scene'} was activated`,
  'zwave.node_event': (data) =>
    `${namesOfEntities(data) || node(data)}: ${labelled('basic level', data, 'basic_level') || 'something happened'}`,
  knx_event: describeKnx,
};

function node(data: WireRecord): string {
  const id = spoken(data, 'node_id') || spoken(data, 'object_id');
  return id === '' ? 'Z-Wave device' : `Z-Wave node ${id}`;
}

function describeValueNotification(data: WireRecord): string {
  const label = spoken(data, 'label') || toWords(spoken(data, 'property_name') || spoken(data, 'property'));
  const value = readField(data, 'value');
  return list(label, value === undefined || value === null ? '' : describePress(value)) || 'used';
}

/** What the typed kinds of a Z-Wave notification have in common is a label of what happened. */
function describeNotification(data: WireRecord): string {
  const label = spoken(data, 'event_label') || spoken(data, 'event_type_label');
  if (label !== '') {
    // "Keypad unlock operation" of Notification, "DISARM_ALL" or "Disarm all" of Entry Control.
    const said = toWords(/[a-z]/.test(label) ? label : label.toLowerCase());
    const user = spoken(readRecord(data, 'parameters'), 'userId');
    return list(lowerFirst(said), user === '' ? '' : `user ${user}`, direction(data));
  }
  const state = spoken(data, 'status');
  return list(spoken(data, 'label') || spoken(data, 'command_class_name'), state) || 'something happened';
}

function direction(data: WireRecord): string {
  return toWords(readText(data, 'direction'));
}

/** An abbreviation such as "RF lock operation" keeps its letters. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text;
}

function describeKnx(data: WireRecord): string {
  const to = spoken(data, 'destination');
  const from = spoken(data, 'source');
  const by = from === '' ? '' : ` by ${from}`;
  const value = readField(data, 'value') ?? readField(data, 'data');
  const what = value === null || value === undefined ? '' : describeValue(value);
  const who = capitalise(`KNX ${to}`.trimEnd());
  switch (readText(data, 'telegramtype')) {
    case 'GroupValueRead':
      return `${who}: read${by}`;
    case 'GroupValueResponse':
      return `${who}: ${what} answered${by}`;
    default:
      return what === '' ? `${who}: written${by}` : `${who}: ${what} written${by}`;
  }
}
