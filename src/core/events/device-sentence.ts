import { capitalise, prettifyId, toWords } from './entity-name.ts';
import type { HaEvent } from './event.ts';
import { readField, readRecord, readText } from './read-field.ts';
import type { WireRecord } from './read-field.ts';
import { describeValue } from './value-words.ts';

/** Types fired by buttons, remotes and keypads, with the words for the device. */
const BUTTONS: ReadonlyMap<string, string> = new Map([
  ['zha_event', 'Zigbee device'],
  ['deconz_event', 'Zigbee device'],
  ['hue_event', 'Hue device'],
  ['shelly.click', 'Shelly device'],
  ['xiaomi_ble_event', 'Bluetooth device'],
  ['bthome_ble_event', 'Bluetooth device'],
  ['zwave_js_value_notification', 'Z-Wave device'],
  ['zwave_js_notification', 'Z-Wave device'],
  ['rfxtrx_event', 'Radio device'],
  ['knx_event', 'KNX device'],
  ['lutron_caseta_button_event', 'Lutron button'],
]);

/** Members that say what a button did, the clearest first. `event` of deCONZ is a number such as 1002. */
const DID = [
  'command',
  'click_type',
  'type',
  'event_type',
  'action',
  'event_label',
  'event',
  'values',
] as const;

/** A sentence about a button, a tag, a phone or an assistant; `null` for other events. */
export function describeDevice(event: HaEvent): string | null {
  const { data } = event;
  const kind = BUTTONS.get(event.event_type);
  if (kind !== undefined) return describeButton(kind, data);
  switch (event.event_type) {
    case 'tag_scanned': {
      const name = readText(data, 'name') || readText(data, 'tag_id');
      return `Tag ${describeValue(name) || 'without a name'} was scanned`;
    }
    case 'mobile_app_notification_action':
    case 'ios.notification_action_fired':
      return describePhone('pressed', data);
    case 'ios.action_fired':
      return describePhone('run', data);
    case 'mobile_app_notification_cleared':
      return `A notification on a phone was dismissed${about(data)}`;
    case 'mobile_app_notification_received':
      return `A notification reached a phone${about(data)}`;
    case 'homekit_state_change': {
      const name = readText(data, 'display_name') || prettifyId(readText(data, 'entity_id'));
      const value = readField(data, 'value');
      const service = toWords(readText(data, 'service'));
      return `Apple Home: ${describeValue(name)}, ${service || 'changed'}${value == null ? '' : ` ${describeValue(value)}`}`;
    }
    case 'alexa_smart_home': {
      const request = readRecord(data, 'request');
      return `Alexa asked for ${describeValue(readText(request, 'name')) || 'something'}${ofEntity(request)}`;
    }
    case 'google_assistant_command':
      return `Google Assistant sent a command${ofEntity(data)}`;
    case 'google_assistant_query':
      return `Google Assistant asked for a state${ofEntity(data)}`;
    case 'google_assistant_sync':
      return 'Google Assistant asked for the list of devices';
    default:
      return null;
  }
}

/** "Zigbee device switch_1: short release, button 2". */
function describeButton(kind: string, data: WireRecord): string {
  const name = nameOfDevice(data);
  const did = DID.map((key) => readField(data, key)).find((value) => isSpoken(value));
  const button = readField(data, 'subtype') ?? readField(data, 'button') ?? readField(data, 'channel');
  const words = [
    typeof did === 'string' ? toWords(did) : did === undefined ? 'used' : describeValue(did),
    ...(isSpoken(button) ? [`button ${describeValue(button)}`] : []),
  ];
  return `${kind}${name === '' ? '' : ` ${name}`}: ${words.join(', ')}`;
}

function nameOfDevice(data: WireRecord): string {
  const keys = ['device_name', 'name', 'device', 'id', 'device_ieee', 'address'];
  return keys.map((key) => describeValue(readText(data, key))).find((name) => name !== '') ?? '';
}

/** 'Phone: "ALARM" was pressed', with the name of the phone if it is sent. */
function describePhone(verb: string, data: WireRecord): string {
  const action = readText(data, 'action') || readText(data, 'actionName');
  const phone = describeValue(readText(data, 'sourceDeviceName')) || 'Phone';
  return `${capitalise(phone)}: "${describeValue(action) || 'action'}" was ${verb}${about(data)}`;
}

function about(data: WireRecord): string {
  const tag = readText(data, 'tag');
  return tag === '' ? '' : `, about ${describeValue(tag)}`;
}

function ofEntity(data: WireRecord): string {
  const id = readText(data, 'entity_id');
  return id === '' ? '' : ` for ${prettifyId(id)}`;
}

function isSpoken(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}
