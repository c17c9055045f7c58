import type { HaContext, HaEvent } from '../../core/events/event.ts';
import type { EntitySeed } from './entities.ts';
import type { HomeCore } from './home-core.ts';
import { callService } from './services.ts';
import type { ServiceCall } from './services.ts';

type Trigger =
  | { readonly kind: 'state'; readonly entityId: string; readonly to: string }
  | { readonly kind: 'numeric_state'; readonly entityId: string; readonly below: number }
  | { readonly kind: 'event'; readonly eventType: string; readonly name: string };

interface Automation {
  readonly entityId: string;
  readonly name: string;
  readonly trigger: Trigger;
  readonly actions: readonly ServiceCall[];
}

const becomes = (entityId: string, to: string): Trigger => ({ kind: 'state', entityId, to });
const switchLight = (id: string, service: 'turn_on' | 'turn_off', brightness?: number): ServiceCall => ({
  domain: 'light',
  service,
  data: { entity_id: `light.${id}`, ...(brightness === undefined ? {} : { brightness }) },
});
const tellZoe = (title: string, message: string): ServiceCall => ({
  domain: 'notify',
  service: 'mobile_app_zoes_phone',
  data: { title, message },
});
const automation = (id: string, name: string, trigger: Trigger, ...actions: ServiceCall[]): Automation => ({
  entityId: `automation.${id}`,
  name,
  trigger,
  actions,
});

/** The two automations by which a lamp follows a sensor. */
const lampFollows = (sensor: string, lamp: string, name: string, brightness: number): Automation[] => {
  const id = name.toLowerCase().replaceAll(' ', '_');
  const sensorId = `binary_sensor.${sensor}`;
  return [
    automation(`${id}_on`, `${name} on`, becomes(sensorId, 'on'), switchLight(lamp, 'turn_on', brightness)),
    automation(`${id}_off`, `${name} off`, becomes(sensorId, 'off'), switchLight(lamp, 'turn_off')),
  ];
};

const AUTOMATIONS: readonly Automation[] = [
  ...lampFollows('front_door', 'porch', 'Porch light', 180),
  ...lampFollows('hall_motion', 'hall', 'Hall light', 200),
  ...lampFollows('kitchen_motion', 'kitchen', 'Kitchen light', 255),
  ...lampFollows('landing_motion', 'landing', 'Landing night light', 40),
  ...lampFollows('bathroom_motion', 'bathroom_mirror', 'Bathroom mirror light', 220),
  automation(
    'water_leak',
    'Water leak: close the valve',
    becomes('binary_sensor.washing_machine_leak', 'on'),
    { domain: 'valve', service: 'close_valve', data: { entity_id: 'valve.main_water' } },
    tellZoe('Water leak', 'Water under the washing machine. The main valve was closed.'),
  ),
  automation(
    'low_battery',
    'Low battery',
    { kind: 'numeric_state', entityId: 'sensor.garage_remote_battery', below: 15 },
    {
      domain: 'persistent_notification',
      service: 'create',
      data: {
        title: 'Low battery',
        message: 'Garage remote: replace the battery.',
        notification_id: 'low_battery',
      },
    },
  ),
  automation(
    'laundry_is_done',
    'Laundry is done',
    becomes('sensor.washing_machine', 'finished'),
    tellZoe('Laundry', 'The washing machine has finished.'),
  ),
  automation(
    'tom_is_home',
    'Tom is home',
    becomes('person.tom', 'home'),
    { domain: 'lock', service: 'unlock', data: { entity_id: 'lock.front_door' } },
    switchLight('porch', 'turn_on', 255),
  ),
  automation('lock_up', 'Lock up when Tom leaves', becomes('person.tom', 'not_home'), {
    domain: 'lock',
    service: 'lock',
    data: { entity_id: 'lock.front_door' },
  }),
  automation(
    'eggs_are_ready',
    'Eggs are ready',
    { kind: 'event', eventType: 'timer.finished', name: "event 'timer.finished'" },
    tellZoe('Kitchen', 'The eggs are ready.'),
  ),
  automation(
    'coffee_tag',
    'Coffee tag',
    { kind: 'event', eventType: 'tag_scanned', name: 'tag' },
    { domain: 'script', service: 'coffee_time', data: {} },
  ),
];

/** Automations as entities. */
export const AUTOMATION_ENTITIES: readonly EntitySeed[] = AUTOMATIONS.map(({ entityId, name }) => ({
  entityId,
  state: 'on',
  attributes: {
    id: entityId.replace('automation.', ''),
    last_triggered: null,
    mode: 'single',
    current: 0,
    friendly_name: name,
  },
}));

/** Automations that an event triggers and that are switched on, each to be run with that event's context as parent. */
export function findTriggered(core: HomeCore, event: HaEvent): Automation[] {
  return AUTOMATIONS.filter(
    ({ entityId, trigger }) => matches(trigger, event) && core.getState(entityId)?.state === 'on',
  );
}

function matches(trigger: Trigger, event: HaEvent): boolean {
  if (trigger.kind === 'event') return event.event_type === trigger.eventType;
  if (event.event_type !== 'state_changed' || event.data['entity_id'] !== trigger.entityId) return false;
  const from = readState(event.data['old_state']);
  const to = readState(event.data['new_state']);
  if (trigger.kind === 'state') return to === trigger.to && from !== trigger.to;
  return Number(to) < trigger.below && Number(from) >= trigger.below;
}

function readState(state: unknown): string | null {
  return typeof state === 'object' && state !== null && 'state' in state ? String(state.state) : null;
}

/** Runs one automation in a new context, whose parent is the trigger's. */
export function runAutomation(
  core: HomeCore,
  { entityId, name, trigger, actions }: Automation,
  cause: HaContext,
): void {
  const context = core.newContext({ parent: cause });
  core.fire('automation_triggered', { name, entity_id: entityId, source: describeTrigger(trigger) }, context);
  core.setState(entityId, 'on', context, { last_triggered: core.timestamp(), current: 1 });
  for (const action of actions) callService(core, action, context);
  core.setState(entityId, 'on', context, { current: 0 });
}

/** Home Assistant's wording of `source`. */
function describeTrigger(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'state':
      return `state of ${trigger.entityId}`;
    case 'numeric_state':
      return `numeric state of ${trigger.entityId}`;
    case 'event':
      return trigger.name;
  }
}
