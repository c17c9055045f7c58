import { joinTargets } from '../events/call-sentence.ts';
import { readNames, readRecord } from '../events/read-field.ts';
import { toLine } from '../events/text.ts';
import { joinNames } from '../events/value-words.ts';
import type { SendDraft } from '../ipc/send-draft.ts';

/** Verbs for common actions, and the default object if the data names none. */
const VERBS: ReadonlyMap<string, string> = new Map([
  ['turn_on', 'turns on'],
  ['turn_off', 'turns off'],
  ['toggle', 'toggles'],
  ['lock', 'locks'],
  ['unlock', 'unlocks'],
  ['open', 'opens'],
  ['open_cover', 'opens'],
  ['close_cover', 'closes'],
  ['stop_cover', 'stops'],
  ['open_valve', 'opens'],
  ['close_valve', 'closes'],
  ['press', 'presses'],
  ['start', 'starts'],
  ['stop', 'stops'],
  ['cancel', 'cancels'],
  ['pause', 'pauses'],
  ['media_play', 'plays'],
  ['media_pause', 'pauses'],
  ['media_stop', 'stops'],
  ['volume_set', 'sets the volume of'],
  ['set_temperature', 'sets the temperature of'],
  ['set_hvac_mode', 'sets the mode of'],
  ['set_value', 'sets the value of'],
  ['select_option', 'sets the option of'],
  ['trigger', 'runs'],
  ['alarm_arm_away', 'arms'],
  ['alarm_arm_home', 'arms'],
  ['alarm_disarm', 'disarms'],
]);

/** Actions that affect the whole home. */
const GRAVE: ReadonlyMap<string, string> = new Map([
  [
    'homeassistant.restart',
    'restarts Home Assistant. Nothing in the home is automated until it is back, and Porchlight loses its stream meanwhile',
  ],
  [
    'homeassistant.stop',
    'stops Home Assistant. Nothing in the home is automated until somebody starts it again, and Porchlight can not do that',
  ],
  ['hassio.host_reboot', 'restarts the computer of Home Assistant'],
  ['hassio.host_shutdown', 'switches off the computer of Home Assistant. Porchlight can not start it again'],
]);

/** Events that control Home Assistant itself. */
const OWN_EVENTS =
  /^(?:homeassistant_|call_service$|state_changed$|state_reported$|service_|component_loaded$|core_config_updated$|.*_registry_updated$)/;

/**
 * One or two sentences that say what will happen, and in which home: "This turns on light.hall in Home."
 * @param data the parsed data of the draft.
 */
export function describeSend(
  { kind, name }: Pick<SendDraft, 'kind' | 'name'>,
  data: Readonly<Record<string, unknown>>,
  serverName: string,
): string {
  const home = toLine(serverName, 80);
  if (kind === 'event') return describeFiring(toLine(name, 64), home);
  const grave = GRAVE.get(name);
  if (grave !== undefined) return `In ${home}, this ${grave}.`;
  const service = name.slice(name.indexOf('.') + 1);
  const targets = describeTargets(data);
  const verb = VERBS.get(service);
  if (verb !== undefined && targets !== '') return `This ${verb} ${targets} in ${home}.`;
  return `This calls the action ${name}${targets === '' ? '' : ` for ${targets}`} in ${home}.`;
}

function describeFiring(type: string, home: string): string {
  const plain = `This fires the event ${type} in ${home}. Automations that wait for it will run.`;
  return OWN_EVENTS.test(type)
    ? `${plain} Home Assistant fires this type itself: integrations may take it for real, and no state changes by it.`
    : plain;
}

/** "light.hall and light.desk", "everything", "area Kitchen and 2 devices". Empty where the data names none. */
function describeTargets(data: Readonly<Record<string, unknown>>): string {
  const records = [data, readRecord(data, 'target')];
  if (records.some((record) => readNames(record, 'entity_id').includes('all')))
    return 'everything of its kind';
  return joinTargets(records, (ids) =>
    joinNames(
      ids.map((id) => toLine(id, 80)),
      4,
    ),
  );
}
