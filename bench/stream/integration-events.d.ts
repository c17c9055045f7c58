import type { Random } from '../../src/core/clock.ts';
import type { HaEvent } from '../../src/core/events/event.ts';
/** Makes an event that an integration fires, with the time and context of another. */
type MakeEvent = (beside: HaEvent, random: Random) => HaEvent;
/** Shapes of events that Home Assistant's integrations fire, as seen in people's recordings, with invented values. */
export declare const INTEGRATION_EVENTS: readonly MakeEvent[];
export {};
