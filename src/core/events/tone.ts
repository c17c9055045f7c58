import { isAlarmState } from './alarm-state.ts';
import type { HaEvent } from './event.ts';
import type { RowTone } from './row.ts';
import { isFailedLogin } from './failed-login.ts';
import { readText } from './read-field.ts';
import { toStateChange } from './state-change.ts';

const SYSTEM_TYPES: ReadonlySet<string> = new Set([
  'component_loaded',
  'service_registered',
  'service_removed',
  'platform_discovered',
  'core_config_updated',
  'panels_updated',
  'themes_updated',
  'lovelace_updated',
  'data_entry_flow_progressed',
  'config_entry_discovered',
  'persistent_notifications_updated',
  'labs_updated',
]);

const SYSTEM_PATTERN = /^(homeassistant_|recorder_|user_)|_registry_updated$|_reloaded$/;

/** Colour family of an event. */
export function toneOf(event: HaEvent): RowTone {
  if (isFailedLogin(event)) return 'bad';
  const type = event.event_type;
  if (type === 'state_changed' && isHarmful(event)) return 'bad';
  if (type === 'system_log_event' && ['ERROR', 'CRITICAL', 'FATAL'].includes(readText(event.data, 'level'))) {
    return 'bad';
  }
  return toneOfType(type);
}

/** Colour family of an event type, for several events together. */
export function toneOfType(type: string): Exclude<RowTone, 'bad'> {
  switch (type) {
    case 'state_changed':
      return 'state';
    case 'automation_triggered':
    case 'script_started':
    case 'logbook_entry':
      return 'automation';
    case 'call_service':
    case 'service_executed':
      return 'call';
    case 'system_log_event':
      return 'system';
    default:
      if (type.startsWith('timer.')) return 'automation';
      return SYSTEM_TYPES.has(type) || SYSTEM_PATTERN.test(type) ? 'system' : 'other';
  }
}

/**
 * True for an urgent event: smoke, a leak, a triggered alarm, a failed login. An error in the log of Home Assistant
 * has the same colour but is not urgent.
 */
export function isUrgent(event: HaEvent): boolean {
  return (event.event_type === 'state_changed' && isHarmful(event)) || isFailedLogin(event);
}

/** The state changed to harm, even from `unavailable`: a leak counts also when its sensor was away before. */
function isHarmful(event: HaEvent): boolean {
  const change = toStateChange(event);
  if (change?.after == null || change.before?.state === change.after.state) return false;
  return isAlarmState(change.entityId, change.after);
}
