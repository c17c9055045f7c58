import type { HaEvent } from './event.ts';
import { readField, readRecord, readText, type WireRecord } from './read-field.ts';
import { toStateChange } from './state-change.ts';

/** The logger that warns of each failed login. */
const LOGGER = 'homeassistant.components.http.ban';

/** Finds failed logins in the log, for who wants to hear of them. */
export const FAILED_LOGIN_QUERY = `data.name:${LOGGER}`;

/**
 * The message of a failed login, or `null` (homeassistant/components/http/ban.py). Where it can be seen:
 *
 * - until 2023.5 as the persistent notification `http-login`: a service call and an entity;
 * - later only where its owner has `system_log: fire_event: true`, as a warning of the log. Of anything else that a server
 *   of today does at a failed login, nothing comes over the stream.
 */
export function readFailedLogin(event: HaEvent): string | null {
  switch (event.event_type) {
    case 'system_log_event':
      return readText(event.data, 'name') === LOGGER ? loggedMessage(event.data) : null;
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

/** What a `system_log_event` logged; a list since 2019. */
export function loggedMessage(data: WireRecord): string {
  const message = readField(data, 'message');
  const first: unknown = Array.isArray(message) ? message[0] : message;
  return typeof first === 'string' ? first : '';
}
