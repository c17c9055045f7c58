import type { EntitySeed } from './entities.ts';
import { report, type Stage } from './scenario.ts';

/** Local time of sunrise and sunset, hours. */
const SUNRISE = 7.75;
const SUNSET = 17.5;

/** The sun as an entity, at a time (epoch ms) by the clock of this computer. */
export function sunAt(at: number): EntitySeed {
  const time = new Date(at);
  const hour = time.getHours() + time.getMinutes() / 60;
  const isUp = hour >= SUNRISE && hour < SUNSET;
  return {
    entityId: 'sun.sun',
    state: isUp ? 'above_horizon' : 'below_horizon',
    attributes: { rising: hour < (SUNRISE + SUNSET) / 2, friendly_name: 'Sun' },
  };
}

/** Reports that the sun has risen or set, if it has. */
export function followSun(stage: Stage, at: number): void {
  const { entityId, state, attributes } = sunAt(at);
  if (stage.core.getState(entityId)?.state !== state) report(stage, entityId, state, attributes);
}
