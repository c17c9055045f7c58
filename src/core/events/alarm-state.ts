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

/** Harm that may last for months, such as a filter that must be changed: it counts only when it begins. */
const LASTING_CLASSES: ReadonlySet<string> = new Set(['problem', 'tamper']);

type State = Pick<HaState, 'state' | 'attributes'>;

/** True for a state that needs attention: an alarm that is triggered, a leak, a lock that is jammed. */
export function isAlarmState(entityId: string, { state, attributes }: State): boolean {
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

/** True for a danger as long as it lasts: smoke, gas, a leak, an alarm that is triggered. */
export function isDanger(entityId: string, state: State): boolean {
  if (domainOf(entityId) === 'lock' || !isAlarmState(entityId, state)) return false;
  return !LASTING_CLASSES.has(readText(state.attributes, 'device_class'));
}
