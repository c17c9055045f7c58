import type { HaEvent } from '../events/event.ts';
import { ServerClock } from './server-clock.ts';

/** Entities remembered: more than most homes have. */
const MAX_ENTITIES = 2_000;

/** What the events of a server tell about it, whether they are kept or not. */
export class ServerFacts {
  readonly clock = new ServerClock();
  readonly #entityIds = new Set<string>();

  /** An event arrived, at a moment by our clock (epoch ms). */
  note(event: HaEvent, arrivedAt: number): void {
    this.clock.note(event.time_fired, arrivedAt);
    const { entity_id: entityId } = event.data;
    if (typeof entityId === 'string' && this.#entityIds.size < MAX_ENTITIES) this.#entityIds.add(entityId);
  }

  /** Entities that were seen, also such as are gone by now. */
  entityIds(): readonly string[] {
    return [...this.#entityIds];
  }
}
