import type { HaEvent } from '../events/event.ts';
import { isWireRecord, type WireRecord } from '../events/read-field.ts';
import { subjectOf } from '../events/subject.ts';

/**
 * Members that are left out of the free text, at any depth: a search for "07" does not mean a time stamp,
 * and ids of contexts have separate fields.
 */
export const UNSAID: ReadonlySet<string> = new Set([
  'context',
  'last_changed',
  'last_updated',
  'last_reported',
  'time_fired',
]);

/**
 * Passes every text of an event to `take` until that returns false: type, subject, then keys and scalar values below
 * `data`. The order matters at the limit: the subject of an event comes first.
 */
export function visitTexts(event: HaEvent, take: (text: string) => boolean): void {
  if (!take(event.event_type)) return;
  const subject = subjectOf(event);
  if (subject !== '' && !take(subject)) return;
  visitMembers(event.data, take);
}

function visitMembers(record: WireRecord, take: (text: string) => boolean): boolean {
  for (const key of Object.keys(record)) {
    if (UNSAID.has(key)) continue;
    if (!take(key) || !visitValue(record[key], take)) return false;
  }
  return true;
}

function visitValue(value: unknown, take: (text: string) => boolean): boolean {
  switch (typeof value) {
    case 'string':
      return take(value);
    case 'number':
    case 'boolean':
      return take(String(value));
    default:
      if (Array.isArray(value)) return value.every((item) => visitValue(item, take));
      return isWireRecord(value) ? visitMembers(value, take) : true;
  }
}
