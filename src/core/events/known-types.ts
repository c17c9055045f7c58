/** An event type that Home Assistant documents, or a widespread integration fires. */
export interface KnownType {
  readonly type: string;
  /** What it means, as a short phrase. */
  readonly description: string;
  /** May come many times a second, or in bursts of hundreds. */
  readonly floods: boolean;
}

/**
 * Types worth offering before one was seen, in the order a person may look for them.
 * https://www.home-assistant.io/docs/configuration/events/ and the integrations' own pages.
 */
export const KNOWN_TYPES: readonly KnownType[] = [
  known('state_changed', 'An entity changed its state or attributes', true),
  known('timer.finished', 'A timer ran out'),
  known('timer.started', 'A timer was started'),
  known('timer.restarted', 'A timer was started again'),
  known('timer.paused', 'A timer was paused'),
  known('timer.cancelled', 'A timer was cancelled'),
  known('timer.changed', 'The time left on a timer was changed'),
  known('tag_scanned', 'A tag was scanned with a phone or a reader'),
  known('mobile_app_notification_action', 'A button of a notification on a phone was pressed'),
  known('mobile_app_notification_cleared', 'A notification on a phone was dismissed'),
  known('mobile_app_notification_received', 'A notification reached a phone'),
  known('ios.notification_action_fired', 'A button of a notification on an older iOS app was pressed'),
  known('ios.action_fired', 'An action of the iOS app or its watch was run'),
  known('automation_triggered', 'An automation ran', true),
  known('script_started', 'A script was started', true),
  known('call_service', 'A service, also called an action, was called', true),
  known('service_executed', 'A service call was completed (until 0.83)', true),
  known('logbook_entry', 'An entry was added to the logbook', true),
  known('zha_event', 'A Zigbee button or remote was used (ZHA)', true),
  known('deconz_event', 'A Zigbee button or remote was used (deCONZ)'),
  known('hue_event', 'A Hue button or dial was used'),
  known('shelly.click', 'A Shelly button was pressed'),
  known('zwave_js_value_notification', 'A Z-Wave button or scene controller was used'),
  known('zwave_js_notification', 'A Z-Wave device reported something, such as a keypad entry'),
  known('xiaomi_ble_event', 'A Xiaomi Bluetooth button was pressed'),
  known('rfxtrx_event', 'An RFXtrx radio message arrived', true),
  known('knx_event', 'A KNX telegram arrived', true),
  known('homekit_state_change', 'Something was changed from Apple Home'),
  known('alexa_smart_home', 'Alexa sent a request', true),
  known('google_assistant_command', 'Google Assistant sent a command'),
  known('google_assistant_query', 'Google Assistant asked for states', true),
  known('google_assistant_sync', 'Google Assistant asked for the list of devices'),
  known('telegram_command', 'A Telegram command arrived'),
  known('telegram_text', 'A Telegram message arrived'),
  known('telegram_callback', 'A Telegram button was pressed'),
  known('imap_content', 'An e-mail arrived'),
  known('feedreader', 'A feed has a new entry'),
  known('folder_watcher', 'A file in a watched folder changed', true),
  known('shopping_list_updated', 'The shopping list was changed'),
  known('homeassistant_start', 'Home Assistant is starting'),
  known('homeassistant_started', 'Home Assistant has started'),
  known('core_config_updated', 'The general settings of Home Assistant were changed'),
  known('component_loaded', 'An integration was loaded', true),
  known('platform_discovered', 'A device or service was discovered (until 2021.3)', true),
  known('service_registered', 'A service became available', true),
  known('service_removed', 'A service is no longer available', true),
  known('entity_registry_updated', 'An entity was added, changed or removed in the registry', true),
  known('device_registry_updated', 'A device was added, changed or removed', true),
  known('area_registry_updated', 'An area was added, changed or removed'),
  known('floor_registry_updated', 'A floor was added, changed or removed'),
  known('label_registry_updated', 'A label was added, changed or removed'),
  known('category_registry_updated', 'A category was added, changed or removed'),
  known('repairs_issue_registry_updated', 'A repair issue was raised, changed or solved'),
  known('config_entry_discovered', 'A new integration was discovered'),
  known('data_entry_flow_progressed', 'A set-up dialogue went a step on'),
  known('user_added', 'A user was added'),
  known('user_updated', 'A user was changed'),
  known('user_removed', 'A user was removed'),
  known('persistent_notifications_updated', 'The notifications in Home Assistant changed (0.79 to 2023.5)'),
  known(
    'system_log_event',
    'Home Assistant logged a warning or an error, also a failed login (with system_log: fire_event: true)',
    true,
  ),
  known('lovelace_updated', 'A dashboard was changed'),
  known('panels_updated', 'The panels of the sidebar changed'),
  known('themes_updated', 'The themes changed'),
  known('automation_reloaded', 'The automations were loaded again'),
  known('scene_reloaded', 'The scenes were loaded again'),
  known('recorder_5min_statistics_generated', 'Statistics of five minutes were computed'),
  known('recorder_hourly_statistics_generated', 'Statistics of an hour were computed'),
];

const BY_TYPE: ReadonlyMap<string, KnownType> = new Map(KNOWN_TYPES.map((known) => [known.type, known]));

/** What is known of a type; `null` for a custom one. */
export function findKnownType(type: string): KnownType | null {
  return BY_TYPE.get(type) ?? null;
}

function known(type: string, description: string, floods = false): KnownType {
  return { type, description, floods };
}
