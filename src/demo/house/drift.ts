import { between, pickOne } from './seeded-random.ts';
import { report } from './scenario.ts';
import type { Scenario, Stage } from './scenario.ts';

/** Sensors that wander around their usual values. `step`: the largest of one report, in the sensor's unit. */
const DRIFTS = [
  { entityId: 'sensor.house_power', usual: 430, step: 90, digits: 0 },
  { entityId: 'sensor.house_power', usual: 430, step: 90, digits: 0 },
  { entityId: 'sensor.fridge_power', usual: 41, step: 4, digits: 1 },
  { entityId: 'sensor.living_room_temperature', usual: 20.8, step: 0.2, digits: 1 },
  { entityId: 'sensor.bedroom_temperature', usual: 18.6, step: 0.2, digits: 1 },
  { entityId: 'sensor.freezer_temperature', usual: -18.4, step: 0.3, digits: 1 },
  { entityId: 'sensor.outdoor_temperature', usual: 9.5, step: 0.3, digits: 1 },
  { entityId: 'sensor.outdoor_humidity', usual: 77, step: 2, digits: 0 },
  { entityId: 'sensor.bathroom_humidity', usual: 55, step: 3, digits: 0 },
  { entityId: 'sensor.study_co2', usual: 640, step: 30, digits: 0 },
] as const;

/** One sensor reports a value near its last one, and slightly closer to the usual one. */
export const driftSensor: Scenario = (stage) => {
  const { entityId, usual, step, digits } = pickOne(stage.core.random, DRIFTS);
  const last = Number(stage.core.getState(entityId)?.state ?? usual);
  const near = Number.isFinite(last) ? last : usual;
  const next = near + (usual - near) * 0.15 + between(stage.core.random, -step, step);
  report(stage, entityId, next.toFixed(digits));
  if (entityId === 'sensor.living_room_temperature') followTemperature(stage, Number(next.toFixed(digits)));
};

/** The thermostat shows the room's temperature: an attribute changes, its state does not. */
function followTemperature(stage: Stage, temperature: number): void {
  const thermostat = stage.core.getState('climate.living_room');
  if (!thermostat) return;
  const wanted = Number(thermostat.attributes['temperature']);
  const action = temperature < wanted - 0.1 ? 'heating' : 'idle';
  report(stage, 'climate.living_room', thermostat.state, {
    current_temperature: temperature,
    hvac_action: action,
  });
}
