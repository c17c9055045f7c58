import type { HomeCore } from './home-core.ts';
import { between } from './seeded-random.ts';
import { USER_IDS } from './entities.ts';
import { callService } from './services.ts';

/** Something that happens at one moment. */
export type Beat = (stage: Stage) => void;

/** What a beat may do: act on the home, and plan what follows. */
export interface Stage {
  readonly core: HomeCore;
  readonly later: (delayMs: number, beat: Beat) => void;
}

/** A device reports a state of its own accord. */
export function report(
  { core }: Stage,
  entityId: string,
  state: string,
  attributes?: Readonly<Record<string, unknown>>,
): void {
  core.setState(entityId, state, core.newContext(), attributes);
}

/** A time between so many and so many seconds, ms. */
export function seconds({ core }: Stage, min: number, max: number): number {
  return between(core.random, min, max) * 1_000;
}

/** The same as `report`, after a time between so many and so many seconds. */
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
