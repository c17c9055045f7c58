import { prettifyId, toWords } from './entity-name.ts';
import type { HaEvent } from './event.ts';
import { loggedMessage } from './failed-login.ts';
import { isWireRecord, readField, readRecord, readText } from './read-field.ts';
import type { WireRecord } from './read-field.ts';
import { subjectOf } from './subject.ts';
import { describeValue, joinNames } from './value-words.ts';

/** Events whose data is not shown. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ['homeassistant_start', 'Home Assistant is starting'],
  ['homeassistant_started', 'Home Assistant has started'],
  ['homeassistant_stop', 'Home Assistant is stopping'],
  ['homeassistant_final_write', 'Home Assistant is writing its data before it stops'],
  ['homeassistant_close', 'Home Assistant has stopped'],
  ['persistent_notifications_updated', 'Notifications in Home Assistant changed'],
  ['panels_updated', 'Panels of the sidebar changed'],
  ['themes_updated', 'Themes changed'],
  ['config_entry_discovered', 'A new integration was discovered'],
  ['recorder_5min_statistics_generated', 'Statistics of the last 5 minutes are ready'],
  ['recorder_hourly_statistics_generated', 'Statistics of the last hour are ready'],
  ['service_executed', 'A service call was completed'],
]);

/** A sentence about Home Assistant itself; `null` for an event that is not about it. */
export function describeSystem(event: HaEvent): string | null {
  const type = event.event_type;
  const fixed = FIXED.get(type);
  if (fixed !== undefined) return fixed;
  const registry = /^([a-z_]+)_registry_updated$/.exec(type)?.[1];
  if (registry !== undefined) return describeRegistry(registry, event.data);
  const reloaded = /^(?:event_)?([a-z0-9_]+)_reloaded$/.exec(type)?.[1];
  if (reloaded !== undefined) return `${prettifyId(reloaded)} configuration was loaded again`;
  return describeByType(type, event);
}

function describeByType(type: string, event: HaEvent): string | null {
  const { data } = event;
  switch (type) {
    case 'component_loaded':
      return `Integration ${describeValue(readText(data, 'component'))} was loaded`;
    case 'platform_discovered':
      return `${describeValue(readText(data, 'platform')) || 'Something'} was discovered`;
    case 'service_registered':
      return `Service ${subjectOf(event)} is available`;
    case 'service_removed':
      return `Service ${subjectOf(event)} was removed`;
    case 'core_config_updated': {
      const keys = Object.keys(data).map(toWords);
      return `Home Assistant settings changed${keys.length === 0 ? '' : `: ${joinNames(keys)}`}`;
    }
    case 'user_added':
    case 'user_updated':
    case 'user_removed':
      return `A user was ${type.slice('user_'.length)}`;
    case 'lovelace_updated': {
      const path = readText(data, 'url_path');
      return path === '' ? 'The dashboard was changed' : `Dashboard ${describeValue(path)} was changed`;
    }
    case 'data_entry_flow_progressed':
      return `Set-up of ${describeValue(readText(data, 'handler')) || 'an integration'} went a step on`;
    case 'system_log_event':
      return describeLogged(data);
    default:
      return null;
  }
}

/** "Entity sensor.x was added", "Area Kitchen was changed: name". */
function describeRegistry(registry: string, data: WireRecord): string {
  const kind = registry === 'repairs_issue' ? 'Repair issue' : prettifyId(registry);
  const name = registryName(registry, data);
  const changes = readField(data, 'changes');
  const old = readText(data, 'old_entity_id');
  const verb = actionVerb(readText(data, 'action'));
  const subject =
    name === '' ? `${startsWithVowel(kind) ? 'An' : 'A'} ${kind.toLowerCase()}` : `${kind} ${name}`;
  if (old !== '') return `${subject} was renamed, was ${describeValue(old)}`;
  const keys = isWireRecord(changes) ? Object.keys(changes).map(toWords) : [];
  return `${subject} was ${verb}${keys.length === 0 ? '' : `: ${joinNames(keys)}`}`;
}

function registryName(registry: string, data: WireRecord): string {
  switch (registry) {
    case 'entity':
      return describeValue(readText(data, 'entity_id'));
    case 'repairs_issue':
      return describeValue(
        [readText(data, 'domain'), readText(data, 'issue_id')].filter((part) => part !== '').join(' '),
      );
    case 'device':
      return '';
    default:
      return prettifyId(readText(data, `${registry}_id`));
  }
}

function actionVerb(action: string): string {
  switch (action) {
    case 'create':
      return 'added';
    case 'remove':
      return 'removed';
    default:
      return 'changed';
  }
}

/** The first line of what Home Assistant logged. Tracebacks stay in the detail. */
function describeLogged(data: WireRecord): string {
  const level = readText(data, 'level') || 'message';
  const from = readText(data, 'name');
  return `Logged ${describeValue(level).toLowerCase()}${from === '' ? '' : ` from ${describeValue(from)}`}: ${describeValue(loggedMessage(data), 160)}`;
}

/** "The shopping list: milk was added". */
export function describeShoppingList(event: HaEvent): string {
  const name = describeValue(readText(readRecord(event.data, 'item'), 'name'));
  switch (readText(event.data, 'action')) {
    case 'add':
      return `Shopping list: ${name || 'something'} was added`;
    case 'remove':
      return `Shopping list: ${name || 'something'} was removed`;
    default:
      return name === '' ? 'Shopping list was changed' : `Shopping list: ${name} was changed`;
  }
}

function startsWithVowel(text: string): boolean {
  return /^[aeiou]/i.test(text);
}
