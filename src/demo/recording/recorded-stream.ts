import type { HaEvent } from '../../core/events/event.ts';
import { createHouse } from '../house.ts';
import { createSeededRandom } from '../house/seeded-random.ts';
import { INTEGRATION_EVENTS } from './integration-events.ts';

/** Share of `state_changed` in a real house; the pretend one is calmer otherwise and has more of them. */
const STATE_SHARE = 0.54;
/** Share of what integrations fire on their own: devices, the system log, the logbook. */
const INTEGRATION_SHARE = 0.18;
/** 21 November 2026, 12:00 UTC. */
const START_MS = Date.UTC(2026, 10, 21, 12);

/**
 * The texts of a day in a busy house, the same for the same seed: 54 % `state_changed`, about 740 bytes each, with the
 * sizes and members that recordings of real servers have.
 */
export function recordStream(count: number, seed: number): readonly string[] {
  const random = createSeededRandom(seed);
  let now = START_MS;
  const house = createHouse({ random, now: () => now });
  const texts: string[] = [];
  let states = 0;
  let integrations = 0;

  function add(event: HaEvent): void {
    texts.push(JSON.stringify(event));
  }

  while (texts.length < count) {
    const { events, delayMs } = house.next();
    for (const event of events) {
      const isState = event.event_type === 'state_changed';
      if (isState && states >= (texts.length + 1) * STATE_SHARE) continue;
      states += isState ? 1 : 0;
      add(event);
      const make = INTEGRATION_EVENTS[integrations % INTEGRATION_EVENTS.length];
      if (make !== undefined && integrations < texts.length * INTEGRATION_SHARE) {
        integrations += 1;
        add(make(event, random));
      }
    }
    now += delayMs;
  }
  return texts.slice(0, count);
}
