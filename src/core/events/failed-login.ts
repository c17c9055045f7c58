import type { HaEvent } from './event.ts';
import { readRecord, readText } from './read-field.ts';
import { toStateChange } from './state-change.ts';

/**
 * The message of a failed login, or `null`. Home Assistant raises the persistent notification `http-login` for each
 * (homeassistant/components/http/ban.py): a service call, and until 2023.5 also an entity.
 */
export function readFailedLogin(event: HaEvent): string | null {
  if (event.event_type === 'call_service') {
    const call = readRecord(event.data, 'service_data');
    const isNotification =
      readText(event.data, 'domain') === 'persistent_notification' &&
      readText(event.data, 'service') === 'create';
    return isNotification && readText(call, 'notification_id') === 'http-login'
      ? readText(call, 'message')
      : null;
  }
  const change = toStateChange(event);
  if (change?.entityId !== 'persistent_notification.http_login' || change.after === null) return null;
  return readText(change.after.attributes, 'message') || change.after.state;
}

export function isFailedLogin(event: HaEvent): boolean {
  return readFailedLogin(event) !== null;
}
