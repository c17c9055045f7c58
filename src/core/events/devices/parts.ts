import { prettifyId } from '../entity-name.ts';
import type { WireRecord } from '../read-field.ts';
import { readField, readNames, readText } from '../read-field.ts';
import { describeValue, joinNames } from '../value-words.ts';

/** Describes the data of an event of one type. */
export type Describe = (data: WireRecord) => string;

const NAMES = ['device_name', 'friendly_name', 'name', 'device', 'id', 'device_ieee', 'address'];

/** The name of the device that an event is about, as far as the event has one. */
export function deviceName(data: WireRecord): string {
  return NAMES.map((key) => describeValue(readText(data, key))).find((name) => name !== '') ?? '';
}

/** "Zigbee device switch_1: pressed"; without what it did "Zigbee device switch_1 was used". */
export function say(kind: string, name: string, did: string): string {
  const who = name === '' ? kind : `${kind} ${name}`;
  return did === '' ? `${who} was used` : `${who}: ${did}`;
}

/** Parts with commas between; empty ones are left out. */
export function list(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

/** A text or a number as words; empty for anything else. */
export function spoken(data: WireRecord, key: string): string {
  const value = readField(data, key);
  return typeof value === 'number' || typeof value === 'string' ? describeValue(value) : '';
}

/** A member with a word before it: "button 2". Empty when it is absent. */
export function labelled(word: string, data: WireRecord, key: string): string {
  const value = spoken(data, key);
  return value === '' ? '' : `${word} ${value}`;
}

/** "Hall light" or "Hall light and Desk", of `entity_id`; empty when it is absent. */
export function namesOfEntities(data: WireRecord): string {
  return joinNames(readNames(data, 'entity_id').map(prettifyId));
}

/** A text of a person in quotes, shortened. */
export function quoted(text: string): string {
  return `"${describeValue(text, 120)}"`;
}
