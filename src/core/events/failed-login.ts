import type { HaEvent } from './event.ts';
import { readField, readRecord, readText, type WireRecord } from './read-field.ts';
import { toStateChange } from './state-change.ts';

/** The logger that logs each failed login. */
export const FAILED_LOGIN_LOGGER = 'homeassistant.components.http.ban';

/** A query that finds failed logins in the log. */
export const FAILED_LOGIN_QUERY = `data.name:${FAILED_LOGIN_LOGGER}`;

/**
 * The message of a failed login, or `null` (homeassistant/components/http/ban.py). It appears in:
 *
 * - until 2023.5, the persistent notification `http-login`: a service call and an entity;
 * - later, a warning of the log, only if its owner has `system_log: fire_event: true`. Nothing else about a failed login
 *   is in the stream of a current server.
 */
export function readFailedLogin(event: HaEvent): string | null {
  switch (event.event_type) {
    case 'system_log_event':
      return readText(event.data, 'name') === FAILED_LOGIN_LOGGER ? loggedMessage(event.data) : null;
    case 'call_service': {
      const call = readRecord(event.data, 'service_data');
      const isNotification =
        readText(event.data, 'domain') === 'persistent_notification' &&
        readText(event.data, 'service') === 'create';
      return isNotification && readText(call, 'notification_id') === 'http-login'
        ? readText(call, 'message')
        : null;
    }
    default: {
      const change = toStateChange(event);
      if (change?.entityId !== 'persistent_notification.http_login' || change.after === null) return null;
      return readText(change.after.attributes, 'message') || change.after.state;
    }
  }
}

export function isFailedLogin(event: HaEvent): boolean {
  return readFailedLogin(event) !== null;
}

/** The message of a `system_log_event`; a list since 2019. */
export function loggedMessage(data: WireRecord): string {
  const message = readField(data, 'message');
  const first: unknown = Array.isArray(message) ? message[0] : message;
  return typeof first === 'string' ? first : '';
}
