import { domainOf } from './entity-name.ts';
import type { HaState } from './event.ts';
import { readText } from './read-field.ts';

/** Device classes of binary sensors whose "on" means harm. */
const HARMFUL_CLASSES: ReadonlySet<string> = new Set([
  'carbon_monoxide',
  'co',
  'gas',
  'moisture',
  'problem',
  'safety',
  'smoke',
  'tamper',
]);

/** True for a state that somebody has to look after: an alarm that is triggered, a leak, a lock that is jammed. */
export function isAlarmState(entityId: string, { state, attributes }: HaState): boolean {
  switch (domainOf(entityId)) {
    case 'alarm_control_panel':
      return state === 'triggered';
    case 'lock':
      return state === 'jammed';
    case 'binary_sensor':
      return state === 'on' && HARMFUL_CLASSES.has(readText(attributes, 'device_class'));
    default:
      return false;
  }
}
