import { capitalise, prettifyId, toWords } from './entity-name.ts';
import type { HaEvent } from './event.ts';
import { readField, readNames, readRecord, readText } from './read-field.ts';
import type { WireRecord } from './read-field.ts';
import { subjectOf } from './subject.ts';
import { describeValue, formatNumber, joinNames } from './value-words.ts';

/**
 * The data of a call that a sentence may contain. Everything else is left out, because calls contain alarm codes, passwords
 * and tokens under any name.
 */
const SPOKEN: ReadonlyMap<string, (value: unknown) => string> = new Map<string, (value: unknown) => string>([
  ['brightness', (value) => `brightness ${shareOf(value, 255)}`],
  ['brightness_pct', (value) => `brightness ${describeValue(value)} %`],
  ['temperature', (value) => `temperature ${describeValue(value)}`],
  ['hvac_mode', (value) => `mode ${describeValue(value)}`],
  ['preset_mode', (value) => `preset ${describeValue(value)}`],
  ['fan_mode', (value) => `fan ${describeValue(value)}`],
  ['position', (value) => `position ${describeValue(value)} %`],
  ['percentage', (value) => `speed ${describeValue(value)} %`],
  ['volume_level', (value) => `volume ${shareOf(value, 1)}`],
  ['option', (value) => `option ${describeValue(value)}`],
  ['effect', (value) => `effect ${describeValue(value)}`],
  ['color_name', (value) => `colour ${describeValue(value)}`],
  ['source', (value) => `source ${describeValue(value)}`],
  ['duration', (value) => `for ${describeValue(value)}`],
]);

/** Domains whose `message` is for people. */
const SPEAKING: ReadonlySet<string> = new Set([
  'notify',
  'persistent_notification',
  'tts',
  'system_log',
  'logbook',
]);

/** "light.turn_on called for Bedroom light, brightness 47 %". */
export function describeCall(event: HaEvent): string {
  const call = readRecord(event.data, 'service_data');
  const target = readRecord(event.data, 'target');
  const service = subjectOf(event) || 'A service';
  const whom = describeTargets(call, target);
  const extras = describeData(call);
  const words = [`${service} called${whom === '' ? '' : ` for ${whom}`}`, ...extras].join(', ');
  const message = SPEAKING.has(readText(event.data, 'domain')) ? messageOf(call) : '';
  return message === '' ? words : `${words}: ${message}`;
}

/** The first two members that a sentence may contain. */
function describeData(call: WireRecord): readonly string[] {
  const extras: string[] = [];
  for (const [key, speak] of SPOKEN) {
    const value = readField(call, key);
    if (isScalar(value)) extras.push(speak(value));
    if (extras.length === 2) break;
  }
  return extras;
}

/** "Bedroom light and Hall light", "everything", "area Kitchen", "2 devices". */
function describeTargets(call: WireRecord, target: WireRecord): string {
  return joinTargets([call, readRecord(call, 'target'), target], (ids) =>
    joinNames(ids.map((id) => (id === 'all' ? 'everything' : prettifyId(id)))),
  );
}

/** The entities, areas, floors, labels and devices that some records name; empty where they name none. */
export function joinTargets(
  records: readonly WireRecord[],
  describeEntities: (ids: readonly string[]) => string,
): string {
  const named = (key: string): readonly string[] => [
    ...new Set(records.flatMap((record) => readNames(record, key))),
  ];
  const devices = named('device_id').length;
  const places = (['area', 'floor', 'label'] as const).flatMap((kind) => {
    const ids = named(`${kind}_id`);
    return ids.length === 0 ? [] : [`${kind} ${joinNames(ids.map((id) => capitalise(toWords(id))))}`];
  });
  const parts = [
    describeEntities(named('entity_id')),
    ...places,
    devices === 0 ? '' : devices === 1 ? '1 device' : `${String(devices)} devices`,
  ];
  return joinNames(parts.filter((part) => part !== ''));
}

function messageOf(call: WireRecord): string {
  const title = readText(call, 'title');
  const message = readText(call, 'message');
  return [title, message]
    .filter((part) => part !== '')
    .map((part) => describeValue(part, 80))
    .join(': ');
}

function shareOf(value: unknown, whole: number): string {
  return typeof value === 'number'
    ? `${formatNumber(Math.round((value / whole) * 100))} %`
    : describeValue(value);
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
