import type { HomeCore } from './home-core.ts';
import { between } from './seeded-random.ts';
import { USER_IDS } from './entities.ts';
import { callService } from './services.ts';

/** Something that happens in the home, and may plan what follows. */
export type Scenario = (stage: Stage) => void;

/** What a scenario acts on: the home and its agenda. */
export interface Stage {
  readonly core: HomeCore;
  readonly later: (delayMs: number, scenario: Scenario) => void;
}

/** A device reports a state by itself. */
export function report(
  { core }: Stage,
  entityId: string,
  state: string,
  attributes?: Readonly<Record<string, unknown>>,
): void {
  core.setState(entityId, state, core.newContext(), attributes);
}

/** A random time between `min` and `max` seconds, in ms. */
export function seconds({ core }: Stage, min: number, max: number): number {
  return between(core.random, min, max) * 1_000;
}

/** The same as `report`, after a random time between `min` and `max` seconds. */
export function reportIn(
  stage: Stage,
  [min, max]: readonly [number, number],
  ...what: [entityId: string, state: string, attributes?: Readonly<Record<string, unknown>>]
): void {
  stage.later(seconds(stage, min, max), () => {
    report(stage, ...what);
  });
}

/** A person calls a service, such as `light.toggle`, in Home Assistant's own app. */
export function act(
  { core }: Stage,
  person: keyof typeof USER_IDS,
  action: `${string}.${string}`,
  data: Readonly<Record<string, unknown>>,
): void {
  const [domain = '', service = ''] = action.split('.');
  callService(core, { domain, service, data }, core.newContext({ userId: USER_IDS[person] }));
}
