import { domainOf } from '../events/entity-name.ts';
import { isWireRecord } from '../events/read-field.ts';
import { REDACTED } from '../events/redacted.ts';
import type { AlertCall } from '../history/alert.ts';
import { readPicks } from './rule-picks.ts';
import type { Rule } from './rule.ts';

/** A button of a rule. */
export type RuleAction = NonNullable<Rule['does']>[number];

/** As a target: the action is called for nothing in particular. */
export const NO_TARGET = 'none';

/** Members of data that say what an action is for. */
const TARGETS = ['entity_id', 'device_id', 'area_id', 'floor_id', 'label_id'];

/** What the buttons of a rule call for a thing. @param entity empty where there is none */
export function toCalls(
  { does = [], unconfirmed }: Pick<Rule, 'does' | 'unconfirmed'>,
  serverId: string,
  entity: string,
): readonly AlertCall[] {
  if (unconfirmed === true) return [];
  return does.map((action) => {
    return {
      serverId,
      label: action.label,
      action: action.action,
      data: JSON.stringify(dataOf(action, entity)),
    };
  });
}

function dataOf({ target, data }: RuleAction, entity: string): Readonly<Record<string, unknown>> {
  const given = readData(data) ?? {};
  if (target === NO_TARGET || (target === undefined && TARGETS.some((key) => Object.hasOwn(given, key))))
    return given;
  const id = target ?? entity;
  return id === '' ? given : { ...given, entity_id: id };
}

function readData(text = ''): Readonly<Record<string, unknown>> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isWireRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** Why the buttons of a rule can't be kept, as a sentence; `null` when they can. */
export function refuseCalls({ does = [] }: Pick<Rule, 'does'>): string | null {
  for (const { label, action, data, target } of does) {
    if (label.trim() === '') return 'Give each button a label.';
    if (!/^[a-z0-9_]{1,64}\.[a-z0-9_]{1,64}$/.test(action))
      return `The action of the button “${label}” is a domain, a dot and a name, such as light.turn_on.`;
    if (readData(data) === null)
      return `The data of the button “${label}” has to be a JSON object, such as {"brightness_pct": 20}.`;
    if (target !== undefined && target !== NO_TARGET && !/^[a-z0-9_]+\.[a-z0-9_]+$/.test(target))
      return `The target of the button “${label}” has to be an entity id, such as light.hall.`;
  }
  return null;
}

/** Why the buttons of a rule can't be pressed yet: a secret was taken out when the rule was written to a file. */
export function refuseHidden({ does = [] }: Pick<Rule, 'does'>): string | null {
  const hidden = does.find(({ data }) => data?.includes(REDACTED) === true);
  return hidden === undefined
    ? null
    : `A secret was taken out of the data of the button “${hidden.label}”. Type it in.`;
}

/** Buttons that suit the things of a domain. */
const PRESETS: ReadonlyMap<string, readonly RuleAction[]> = new Map(
  Object.entries({
    alarm_control_panel: [['Arm away', 'alarm_control_panel.alarm_arm_away']],
    cover: [
      ['Close', 'cover.close_cover'],
      ['Open', 'cover.open_cover'],
      ['Stop', 'cover.stop_cover'],
    ],
    lawn_mower: [['Dock', 'lawn_mower.dock']],
    lock: [['Lock', 'lock.lock']],
    media_player: [
      ['Pause', 'media_player.media_pause'],
      ['Turn off', 'homeassistant.turn_off'],
    ],
    update: [['Install', 'update.install']],
    vacuum: [['Return to base', 'vacuum.return_to_base']],
    valve: [['Close', 'valve.close_valve']],
  } satisfies Record<string, readonly (readonly [string, string])[]>).map(([domain, actions]) => [
    domain,
    actions.map(([label, action]) => ({ label, action })),
  ]),
);

/** Domains whose things are turned on and off. */
const SWITCHED: ReadonlySet<string> = new Set([
  ...['automation', 'climate', 'fan', 'group', 'humidifier', 'input_boolean', 'light', 'remote', 'siren'],
  ...['switch', 'water_heater'],
]);
const TURN_OFF: RuleAction = { label: 'Turn off', action: 'homeassistant.turn_off' };
const TURN_ON: RuleAction = { label: 'Turn on', action: 'homeassistant.turn_on' };

/** The buttons that are suggested for a thing; none for one that can't be told to do anything, such as a sensor. */
export function presetsFor(entityOrDomain: string): readonly RuleAction[] {
  const domain = domainOf(entityOrDomain) || entityOrDomain;
  return PRESETS.get(domain) ?? (SWITCHED.has(domain) ? [TURN_OFF, TURN_ON] : []);
}

/** The buttons that are suggested for the things that a rule names, or for all of their kind. */
export function presetsOf(query: string): readonly RuleAction[] {
  const picks = readPicks(query);
  if (picks === null) return [];
  const named = picks.kind === 'things' ? picks.things.entities : picks.entities;
  const domains = named.length > 0 || picks.kind !== 'things' ? named : [picks.things.domain];
  const found = domains.flatMap(presetsFor).map((action) => [action.action, action] as const);
  return [...new Map(found).values()];
}

/** "Turn off" calls homeassistant.turn_off for what the alert is about, with {"transition": 2}. */
export function describeCall({ label, action, target, data }: RuleAction): string {
  const whom =
    target === undefined ? ' for what the alert is about' : target === NO_TARGET ? '' : ` for ${target}`;
  return `“${label}” calls ${action}${whom}${data === undefined ? '' : `, with ${data}`}.`;
}
