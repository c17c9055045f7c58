import { prettifyId, toWords } from '../entity-name.ts';
import type { WireRecord } from '../read-field.ts';
import { readField, readRecord, readText } from '../read-field.ts';
import { describeValue } from '../value-words.ts';
import { deviceName, list, namesOfEntities, say, spoken, type Describe } from './parts.ts';

/** Cameras, locks, alarms and voice assistants, by event type. Shapes as in Home Assistant 2024.3 unless said. */
export const HOUSE: Readonly<Record<string, Describe>> = {
  nest_event: (data) => say('Nest', deviceName(data), list(nestWords(readText(data, 'type')), zones(data))),
  netatmo_event: describeNetatmo,
  amcrest: (data) => say('Camera', spoken(data, 'camera'), toWords(readText(data, 'event'))),
  'motioneye.motion_detected': (data) => say('Camera', deviceName(data), 'motion detected'),
  'motioneye.file_stored': (data) => say('Camera', deviceName(data), 'a recording was stored'),
  'image_processing.detect_face': (data) =>
    `${describeValue(readText(data, 'name')) || 'A face'} was seen${by(data)}`,
  'image_processing.found_plate': (data) => `Number plate ${spoken(data, 'plate')} was seen${by(data)}`,
  nuki_event: (data) =>
    `${namesOfEntities(data) || 'Nuki lock'}: ${toWords(readText(data, 'type')) || 'used'}`,
  SIMPLISAFE_EVENT: (data) =>
    say('SimpliSafe', spoken(data, 'last_event_sensor_name'), spoken(data, 'last_event_info')),
  SIMPLISAFE_NOTIFICATION: (data) => say('SimpliSafe', '', spoken(data, 'message')),
  abode_alarm: (data) => describeAbode('alarm', data),
  abode_alarm_end: (data) => describeAbode('the alarm ended', data),
  abode_armed: (data) => describeAbode('armed', data),
  abode_disarmed: (data) => describeAbode('disarmed', data),
  abode_panel_fault: (data) => describeAbode('fault of the panel', data),
  abode_panel_restore: (data) => describeAbode('the panel is well again', data),
  ecovacs_error: (data) =>
    `${namesOfEntities(data) || 'Vacuum'}: error ${describeValue(readField(data, 'error'))}`,
  device_tracker_new_device: (data) =>
    `New device on the network: ${describeValue(readText(data, 'host_name') || readText(data, 'mac')) || 'without a name'}`,
  homekit_state_change: (data) => {
    const name = readText(data, 'display_name') || prettifyId(readText(data, 'entity_id'));
    const value = readField(data, 'value');
    const service = toWords(readText(data, 'service'));
    return `Apple Home: ${describeValue(name)}, ${service || 'changed'}${value == null ? '' : ` ${describeValue(value)}`}`;
  },
  alexa_smart_home: (data) => {
    const request = readRecord(data, 'request');
    return `Alexa asked for ${describeValue(readText(request, 'name')) || 'something'}${forEntities(request)}`;
  },
  google_assistant_command: (data) => `Google Assistant sent ${googleCommand(data)}${forEntities(data)}`,
  google_assistant_query: (data) => `Google Assistant asked for a state${forEntities(data)}`,
  google_assistant_sync: () => 'Google Assistant asked for the list of devices',
  assist_pipeline_event: () => 'Assist: a voice command is recorded',
};

/** `EVENT_NAME_MAP` of nest: `camera_motion`, `camera_person`, `camera_sound`, `doorbell_chime`. */
function nestWords(type: string): string {
  switch (type) {
    case 'camera_motion':
      return 'motion detected';
    case 'camera_person':
      return 'a person was seen';
    case 'camera_sound':
      return 'a sound was heard';
    case 'doorbell_chime':
      return 'somebody rang';
    default:
      return toWords(type);
  }
}

function zones(data: WireRecord): string {
  const names = readField(data, 'zones');
  return Array.isArray(names) && names.length > 0 ? `in ${describeValue(names)}` : '';
}

/** What the webhooks of Netatmo call what their cameras see. */
const NETATMO: ReadonlyMap<string, string> = new Map([
  ['movement', 'motion detected'],
  ['outdoor', 'motion detected outside'],
  ['human', 'a person was seen'],
  ['animal', 'an animal was seen'],
  ['vehicle', 'a vehicle was seen'],
  ['person_away', 'a person left'],
  ['alarm_started', 'the alarm started'],
  ['tag_big_move', 'a door tag moved a lot'],
  ['tag_small_move', 'a door tag moved a little'],
  ['tag_open', 'a door tag opened'],
  ['therm_mode', 'the mode of the heating changed'],
  ['set_point', 'a temperature was set'],
  ['cancel_set_point', 'a set temperature ended'],
]);

function describeNetatmo(data: WireRecord): string {
  const type = readText(data, 'type');
  const facts = readRecord(data, 'data');
  const name = describeValue(readText(facts, 'camera_name') || readText(facts, 'home_name'));
  const person = describeValue(readText(facts, 'name'));
  const did = type === 'person' ? `${person || 'a person'} was seen` : (NETATMO.get(type) ?? toWords(type));
  return say('Netatmo', name, did);
}

function describeAbode(did: string, data: WireRecord): string {
  return say('Abode', deviceName(data), did);
}

function by(data: WireRecord): string {
  const names = namesOfEntities(data);
  return names === '' ? '' : ` by ${names}`;
}

function forEntities(data: WireRecord): string {
  const names = namesOfEntities(data);
  return names === '' ? '' : ` for ${names}`;
}

/** "OnOff, on": what the execution of a command is. */
function googleCommand(data: WireRecord): string {
  const first: unknown = Array.isArray(readField(data, 'execution'))
    ? (readField(data, 'execution') as readonly unknown[])[0]
    : undefined;
  if (typeof first !== 'object' || first === null) return 'a command';
  const command =
    readText(first as WireRecord, 'command')
      .split('.')
      .at(-1) ?? '';
  return command === '' ? 'a command' : `the command ${describeValue(command)}`;
}
