import type { HaEvent } from '../events/event.ts';
import { parseFiredAt } from '../events/to-row.ts';

/** By how much a server's clock is ahead of ours, ms. Negative where it is behind. */
export interface ClockLead {
  /** Least and most of the last minutes. They differ where one of the clocks was set, or where events came late. */
  readonly least: number;
  readonly most: number;
}

/** Events of so much time are looked at together, and so many of these periods are remembered. */
const PERIOD_MS = 60_000;
const MAX_PERIODS = 10;
/** So often an event is looked at: each one tells the same. */
const INTERVAL_MS = 200;

interface Period {
  /** By our clock. */
  readonly startedAt: number;
  readonly lead: number;
}

/**
 * What the events of a server tell about its clock. One that arrives the moment it was fired tells exactly; a late one makes
 * the server seem behind. So the highest lead of a minute is the best, whatever else was late. That holds as well for
 * versions of 2016, whose times have whole seconds only.
 */
export class ServerClock {
  #periods: readonly Period[] = [];
  #notedAt = Number.NEGATIVE_INFINITY;

  /** An event arrived, at a moment by our clock (epoch ms). */
  note(timeFired: string, arrivedAt: number): void {
    if (Math.abs(arrivedAt - this.#notedAt) < INTERVAL_MS) return;
    const firedAt = parseFiredAt(timeFired);
    if (firedAt === null) return;
    this.#notedAt = arrivedAt;
    const lead = firedAt - arrivedAt;
    const last = this.#periods.at(-1);
    if (last === undefined || Math.abs(arrivedAt - last.startedAt) >= PERIOD_MS) {
      this.#periods = [...this.#periods.slice(1 - MAX_PERIODS), { startedAt: arrivedAt, lead }];
    } else if (lead > last.lead) {
      this.#periods = [...this.#periods.slice(0, -1), { ...last, lead }];
    }
  }

  /** `null` before the first event. */
  lead(): ClockLead | null {
    if (this.#periods.length === 0) return null;
    const leads = this.#periods.map(({ lead }) => lead);
    return { least: Math.min(...leads), most: Math.max(...leads) };
  }

  /** A moment by our clock of one by the server's, as both go now. Epoch ms. */
  toOurs(at: number): number {
    const [newest = 0, older = newest] = this.#periods
      .slice(-2)
      .map(({ lead }) => lead)
      .reverse();
    return at - Math.max(newest, older);
  }
}

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
