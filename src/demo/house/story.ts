import type { HaContext } from '../../core/events/event.ts';
import type { HomeCore } from './home-core.ts';
import { callService } from './services.ts';
import type { ServiceCall } from './services.ts';

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

/** A person does something in Home Assistant's own app. */
export function act({ core }: Stage, userId: string, call: ServiceCall): HaContext {
  const context = core.newContext({ userId });
  callService(core, call, context);
  return context;
}
