import { domainOf } from '../events/entity-name.ts';
import type { HaEvent } from '../events/event.ts';
import { readRecord, readText } from '../events/read-field.ts';
import { entityIdsOf, subjectOf } from '../events/subject.ts';
import type { Facet } from './ast.ts';

/** Facets that are read from an event itself. */
export type EventFacet = Exclude<Facet, 'server' | 'kind'>;

/** Events that name a service by `domain` and `service`. */
export const SERVICE_TYPES: ReadonlySet<string> = new Set([
  'call_service',
  'service_registered',
  'service_removed',
]);

/** Values of a facet, lower case, each once, without empty ones. */
export function facetValues(event: HaEvent, facet: EventFacet): readonly string[] {
  switch (facet) {
    case 'type':
      return toValues(event.event_type);
    case 'entity':
      return toDistinct(entitiesOf(event));
    case 'domain':
      return domainsOf(event);
    case 'service':
      return SERVICE_TYPES.has(event.event_type) ? toValues(subjectOf(event)) : [];
    case 'from':
      return toValues(stateIn(event, 'old_state'));
    case 'to':
      return toValues(stateIn(event, 'new_state'));
    case 'user':
      return toValues(event.context?.user_id);
    case 'context':
      return toValues(event.context?.id);
    case 'parent':
      return toValues(event.context?.parent_id);
    case 'origin':
      return toValues(event.origin);
  }
}

/** Servers before about 0.50 have `entity_id` only in the states of a `state_changed`; `subjectOf` reads it. */
function entitiesOf(event: HaEvent): readonly string[] {
  const ids = entityIdsOf(event);
  if (ids.length > 0 || event.event_type !== 'state_changed') return ids;
  const subject = subjectOf(event);
  return subject === '' ? ids : [subject];
}

function domainsOf(event: HaEvent): readonly string[] {
  const ids = entitiesOf(event);
  const [id = ''] = ids;
  if (ids.length < 2 && !SERVICE_TYPES.has(event.event_type)) return toValues(domainOf(id));
  return toDistinct([...ids.map(domainOf), serviceDomainOf(event)]);
}

function serviceDomainOf(event: HaEvent): string {
  return SERVICE_TYPES.has(event.event_type) ? readText(event.data, 'domain') : '';
}

function stateIn(event: HaEvent, key: 'old_state' | 'new_state'): string {
  return event.event_type === 'state_changed' ? readText(readRecord(event.data, key), 'state') : '';
}

const NO_VALUES: readonly string[] = [];

/** As long as Home Assistant lets a state or an entity id be. */
const MAX_VALUE_CHARS = 255;
/** Characters that a database can't store: half a surrogate pair, and NUL. */
const UNKEEPABLE = /[\p{Cs}\0]/gu;
const MAY_BE_UNKEEPABLE = /[\0\ud800-\udfff]/;

/** A facet's value: lower case, of limited length, and storable in a database. */
export function toFacetValue(value: string): string {
  const lower = value.toLowerCase();
  const short = lower.length > MAX_VALUE_CHARS ? lower.slice(0, MAX_VALUE_CHARS) : lower;
  return MAY_BE_UNKEEPABLE.test(short) ? short.replace(UNKEEPABLE, '\ufffd') : short;
}

function toValues(value: string | null | undefined): readonly string[] {
  return value === undefined || value === null || value === '' ? NO_VALUES : [toFacetValue(value)];
}

function toDistinct(values: readonly string[]): readonly string[] {
  if (values.length < 2) return toValues(values[0]);
  return [...new Set(values.filter((value) => value !== '').map(toFacetValue))];
}
