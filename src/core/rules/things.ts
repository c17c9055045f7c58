import type { HaEvent } from '../events/event.ts';
import { readText } from '../events/read-field.ts';
import { subjectOf } from '../events/subject.ts';

/** Characters of a thing that tell it from others, and of an entity id of Home Assistant. */
const MAX_KEY_CHARS = 600;
const MAX_ID_CHARS = 256;

/** Which thing of which kind of event, as one text. */
export function thingOf(event: HaEvent, serverId: string): string {
  const entity = event.event_type === 'state_changed' ? readText(event.data, 'entity_id') : '';
  // What an event is about is read with more care than most events need.
  if (entity !== '' && entity.length < MAX_ID_CHARS) return thingOfEntity(entity, serverId);
  return `${event.event_type}\n${serverId}\n${subjectOf(event)}`.slice(0, MAX_KEY_CHARS);
}

export function thingOfEntity(entity: string, serverId: string): string {
  return `state_changed\n${serverId}\n${entity}`;
}

/** Whether its server can be asked in what state a thing is. */
export function isEntity(thing: string): boolean {
  return thing.startsWith('state_changed\n');
}
