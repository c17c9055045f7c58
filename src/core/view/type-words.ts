import { capitalise, toWords } from '../events/entity-name.ts';

/** What people call the events of a type, of those that most homes have. */
const WORDS: Readonly<Partial<Record<string, string>>> = {
  state_changed: 'Changes',
  call_service: 'Actions',
  automation_triggered: 'Automations',
  script_started: 'Scripts',
  logbook_entry: 'Logbook',
  system_log_event: 'Server log',
  tag_scanned: 'Tags',
  'timer.started': 'Timers started',
  'timer.finished': 'Timers finished',
  mobile_app_notification_action: 'Notification buttons',
  homeassistant_started: 'Starts',
  homeassistant_start: 'Starting',
  homeassistant_stop: 'Stops',
  component_loaded: 'Integrations loaded',
  service_registered: 'Actions added',
  service_removed: 'Actions removed',
  automation_reloaded: 'Automations reloaded',
  scene_reloaded: 'Scenes reloaded',
  entity_registry_updated: 'Entity settings',
  device_registry_updated: 'Device settings',
  area_registry_updated: 'Room settings',
  persistent_notifications_updated: 'Notices',
  recorder_5min_statistics_generated: 'Statistics, 5 min',
  recorder_hourly_statistics_generated: 'Statistics, hourly',
  user_added: 'Users added',
  zha_event: 'Zigbee buttons',
  unparsed: 'Unreadable',
};

/** What people call the events of a type: "Changes" for `state_changed`; its own words for one that is not in most homes. */
export function describeType(type: string): string {
  return WORDS[type] ?? capitalise(toWords(type.replaceAll('.', ' ')));
}
