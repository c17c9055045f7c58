import type { HaEvent } from '../events/event.ts';
import { readRecord, readText } from '../events/read-field.ts';
import { entityIdsOf } from '../events/subject.ts';
import { isEntityId } from '../events/entity-name.ts';

/** A page of Home Assistant with more about an event. */
export interface HomePage {
  /** Path and query below the server's address. */
  readonly path: string;
  /** The content of the page, in words. */
  readonly title: string;
}

/**
 * The trace of an automation if its id is known, the history of an entity, or else the page that fires and listens to
 * events. https://www.home-assistant.io/docs/tools/dev-tools/
 */
export function toHomePage(event: HaEvent): HomePage {
  const attributes = readRecord(readRecord(event.data, 'new_state'), 'attributes');
  const [entityId = ''] = entityIdsOf(event);
  const traceId = readText(attributes, 'id');
  if (entityId.startsWith('automation.') && /^[\w-]{1,64}$/.test(traceId)) {
    return { path: `/config/automation/trace/${traceId}`, title: 'Traces of this automation' };
  }
  if (!isEntityId(entityId)) return { path: '/developer-tools/event', title: 'Developer tools for events' };
  const page =
    event.event_type === 'state_changed' || event.event_type === 'call_service' ? 'history' : 'logbook';
  return {
    path: `/${page}?entity_id=${encodeURIComponent(entityId)}`,
    title: `${page === 'history' ? 'History' : 'Activity'} of ${entityId}`,
  };
}
