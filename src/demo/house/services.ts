import type { HaContext, HaState } from '../../core/events/event.ts';
import { LIGHT_IDS } from './entities.ts';
import type { EntitySeed } from './entities.ts';
import type { HomeCore } from './home-core.ts';

/** A service call (Home Assistant calls it an action since 2024.8; on the wire it is still a service). */
export interface ServiceCall {
  readonly domain: string;
  readonly service: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const SCRIPTS = [
  {
    entityId: 'script.coffee_time',
    name: 'Coffee time',
    sequence: [
      { domain: 'switch', service: 'turn_on', data: { entity_id: 'switch.coffee_machine' } },
      { domain: 'light', service: 'turn_on', data: { entity_id: 'light.cafe_corner', brightness: 140 } },
    ],
  },
  {
    entityId: 'script.good_night',
    name: 'Good night',
    sequence: [
      { domain: 'light', service: 'turn_off', data: { entity_id: LIGHT_IDS } },
      { domain: 'lock', service: 'lock', data: { entity_id: 'lock.front_door' } },
    ],
  },
];

/** Brightness of each lamp in "Movie night"; lamps that are not named go off. */
const MOVIE_NIGHT: Readonly<Record<string, number>> = {
  'light.tv_backlight': 60,
  'light.stairs': 20,
  'light.zoes_lamp': 35,
};

/** Scripts and scenes as entities. */
export const SERVICE_ENTITIES: readonly EntitySeed[] = [
  ...SCRIPTS.map(({ entityId, name }) => ({
    entityId,
    state: 'off',
    attributes: { last_triggered: null, mode: 'single', current: 0, friendly_name: name },
  })),
  {
    entityId: 'scene.movie_night',
    state: 'unknown',
    attributes: { entity_id: LIGHT_IDS, friendly_name: 'Movie night' },
  },
  {
    entityId: 'scene.bright_evening',
    state: 'unknown',
    attributes: { entity_id: LIGHT_IDS, friendly_name: 'Bright evening' },
  },
];

/** Services by domain. A call of any other one is refused. */
export const SERVICES: Readonly<Record<string, readonly string[]>> = {
  homeassistant: ['turn_on', 'turn_off', 'toggle'],
  light: ['turn_on', 'turn_off', 'toggle'],
  switch: ['turn_on', 'turn_off', 'toggle'],
  input_boolean: ['turn_on', 'turn_off', 'toggle'],
  automation: ['turn_on', 'turn_off', 'toggle'],
  script: ['turn_on', 'coffee_time', 'good_night'],
  scene: ['turn_on'],
  lock: ['lock', 'unlock'],
  valve: ['open_valve', 'close_valve'],
  climate: ['set_temperature'],
  media_player: ['media_play', 'media_pause', 'volume_set'],
  timer: ['start', 'cancel'],
  notify: ['mobile_app_zoes_phone', 'mobile_app_toms_phone'],
  persistent_notification: ['create', 'dismiss'],
};

/** Fires `call_service` and runs the service. All resulting events have the same context. */
export function callService(core: HomeCore, call: ServiceCall, context: HaContext): void {
  core.fire('call_service', { domain: call.domain, service: call.service, service_data: call.data }, context);
  if (call.domain === 'script') {
    runScript(core, call, context);
    return;
  }
  if (call.domain === 'scene') {
    activateScene(core, call, context);
    return;
  }
  for (const entityId of readTargets(call.data)) {
    const isTarget = call.domain === 'homeassistant' || entityId.startsWith(`${call.domain}.`);
    if (isTarget) applyToEntity(core, entityId, call, context);
  }
}

/** `entity_id` of a call: one, several, or one text with commas, as Home Assistant accepts it. */
function readTargets(data: Readonly<Record<string, unknown>>): string[] {
  const ids = data['entity_id'];
  const list: readonly unknown[] = typeof ids === 'string' ? ids.split(',') : Array.isArray(ids) ? ids : [];
  return list.filter((id) => typeof id === 'string').map((id) => id.trim());
}

function applyToEntity(core: HomeCore, entityId: string, call: ServiceCall, context: HaContext): void {
  const old = core.getState(entityId);
  if (!old) return;
  const timerEvent = TIMER_EVENTS[call.service];
  if (timerEvent !== undefined) core.fire(timerEvent, { entity_id: entityId }, context);
  for (const { state, attributes } of toNextStates(old, call)) {
    core.setState(entityId, state, context, attributes);
  }
}

const TIMER_EVENTS: Readonly<Record<string, string>> = { start: 'timer.started', cancel: 'timer.cancelled' };

interface NextState {
  readonly state: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** The states of an entity after a service call, such as `closing` and then `closed`. */
function toNextStates(old: HaState, { service, data }: ServiceCall): readonly NextState[] {
  switch (service) {
    case 'turn_on':
      return [toSwitched(old, true, data)];
    case 'turn_off':
      return [toSwitched(old, false, data)];
    case 'toggle':
      return [toSwitched(old, old.state !== 'on', data)];
    case 'lock':
      return [{ state: 'locked' }];
    case 'unlock':
      return [{ state: 'unlocked' }];
    case 'open_valve':
      return [{ state: 'opening' }, { state: 'open' }];
    case 'close_valve':
      return [{ state: 'closing' }, { state: 'closed' }];
    case 'set_temperature':
      return [{ state: old.state, attributes: { temperature: data['temperature'] } }];
    case 'media_play':
      return [{ state: 'playing' }];
    case 'media_pause':
      return [{ state: 'paused' }];
    case 'volume_set':
      return [{ state: old.state, attributes: { volume_level: data['volume_level'] } }];
    case 'start':
      return [{ state: 'active', attributes: { remaining: old.attributes['duration'] } }];
    case 'cancel':
      return [{ state: 'idle' }];
    default:
      return [];
  }
}

function toSwitched(old: HaState, isOn: boolean, data: Readonly<Record<string, unknown>>): NextState {
  const state = isOn ? 'on' : 'off';
  if (!old.entity_id.startsWith('light.')) return { state };
  const brightness = isOn ? (data['brightness'] ?? 255) : null;
  return { state, attributes: { color_mode: isOn ? 'brightness' : null, brightness } };
}

function runScript(core: HomeCore, { service, data }: ServiceCall, context: HaContext): void {
  const names = service === 'turn_on' ? readTargets(data) : [`script.${service}`];
  for (const script of SCRIPTS.filter(({ entityId }) => names.includes(entityId))) {
    core.fire('script_started', { name: script.name, entity_id: script.entityId }, context);
    core.setState(script.entityId, 'on', context, { last_triggered: core.timestamp(), current: 1 });
    for (const call of script.sequence) callService(core, call, context);
    core.setState(script.entityId, 'off', context, { current: 0 });
  }
}

function activateScene(core: HomeCore, { data }: ServiceCall, context: HaContext): void {
  for (const sceneId of readTargets(data)) {
    if (!core.getState(sceneId)) continue;
    core.setState(sceneId, core.timestamp(), context);
    for (const lightId of LIGHT_IDS) {
      const brightness = sceneId === 'scene.movie_night' ? MOVIE_NIGHT[lightId] : 230;
      const service = brightness === undefined ? 'turn_off' : 'turn_on';
      applyToEntity(core, lightId, { domain: 'light', service, data: { brightness } }, context);
    }
  }
}
