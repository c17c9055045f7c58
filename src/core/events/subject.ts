import type { HaEvent } from './event.ts';
import { readField, readNames, readRecord, readText } from './read-field.ts';
import { toLine } from './text.ts';

/** Longest subject that is kept. Entity ids have at most 255 characters. */
const MAX_SUBJECT_CHARS = 255;

/** Members that name what an event is about, the most telling first. */
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
  const call = readRecord(event.data, 'service_data');
  const ids = [
    ...readNames(event.data, 'entity_id'),
    ...readNames(event.data, 'old_entity_id'),
    ...readNames(call, 'entity_id'),
    ...readNames(readRecord(call, 'target'), 'entity_id'),
    ...readNames(readRecord(event.data, 'target'), 'entity_id'),
  ];
  return [...new Set(ids)];
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
      return NAMING_KEYS.map((key) => nameIn(readField(event.data, key))).find((name) => name !== '') ?? '';
  }
}

function nameIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return typeof value[0] === 'string' ? value[0] : '';
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}
