import type { HaEvent } from './event.ts';
import { readField, readNames, readRecord, readText, type WireRecord } from './read-field.ts';
import { toLine } from './text.ts';

/** Longest subject that is kept. Entity ids have at most 255 characters. */
const MAX_SUBJECT_CHARS = 255;

/** Members that name what an event is about, the most specific first. */
const NAMING_KEYS = [
  'entity_id',
  'tag_id',
  'device_name',
  'friendly_name',
  'name',
  'device_ieee',
  'device_id',
  'sourceDeviceName',
  'id',
  'component',
  'handler',
  'issue_id',
  'area_id',
  'floor_id',
  'label_id',
  'category_id',
  'user_id',
  'unique_id',
] as const;

/** Members that name entities besides `entity_id`. */
const NESTING_KEYS = ['old_entity_id', 'service_data', 'target'] as const;

/**
 * What an event is about: an entity id, a service such as `light.turn_on`, a tag, a device. Empty when it names
 * nothing. One safe line of at most 255 characters.
 */
export function subjectOf(event: HaEvent): string {
  return toLine(rawSubject(event), MAX_SUBJECT_CHARS);
}

/**
 * Every entity id an event names: its own, those of a service call (`entity_id` as text, list or comma list, also in
 * `target`), and both names of a renamed one.
 */
export function entityIdsOf(event: HaEvent): readonly string[] {
  const { data } = event;
  const ids = readNames(data, 'entity_id');
  // Nearly every event names one entity, in one place.
  if (!NESTING_KEYS.some((key) => readField(data, key) !== undefined)) return toDistinct(ids);
  const call = readRecord(data, 'service_data');
  return toDistinct([
    ...ids,
    ...readNames(data, 'old_entity_id'),
    ...readNames(call, 'entity_id'),
    ...readNames(readRecord(call, 'target'), 'entity_id'),
    ...readNames(readRecord(data, 'target'), 'entity_id'),
  ]);
}

function toDistinct(ids: readonly string[]): readonly string[] {
  return ids.length < 2 ? ids : [...new Set(ids)];
}

function rawSubject(event: HaEvent): string {
  switch (event.event_type) {
    case 'call_service':
    case 'service_registered':
    case 'service_removed':
      return [readText(event.data, 'domain'), readText(event.data, 'service')]
        .filter((part) => part !== '')
        .join('.');
    case 'state_changed':
      return (
        readText(event.data, 'entity_id') ||
        readText(readRecord(event.data, 'new_state'), 'entity_id') ||
        readText(readRecord(event.data, 'old_state'), 'entity_id')
      );
    case 'shopping_list_updated':
      return readText(readRecord(event.data, 'item'), 'name');
    default:
      return firstName(event.data);
  }
}

function firstName(data: WireRecord): string {
  for (const key of NAMING_KEYS) {
    const name = nameIn(readField(data, key));
    if (name !== '') return name;
  }
  return '';
}

function nameIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return typeof value[0] === 'string' ? value[0] : '';
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}
