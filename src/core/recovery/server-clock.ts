import type { HaEvent } from '../events/event.ts';
import { parseFiredAt } from '../events/to-row.ts';

/** By how much a server's clock is ahead of ours, ms. Negative where it is behind. */
export interface ClockLead {
  /** Lowest and highest lead of the last minutes. They differ if one of the clocks was set, or if events came late. */
  readonly least: number;
  readonly most: number;
}

/** Length of a period with one lead, and number of periods that are kept. */
const PERIOD_MS = 60_000;
const MAX_PERIODS = 10;
/** Only one event in this time is measured: all of them give the same lead. */
const INTERVAL_MS = 200;

interface Period {
  /** By our clock. */
  readonly startedAt: number;
  readonly lead: number;
}

/**
 * Learns a server's clock from its events. An event that arrives at once gives the exact lead; a late one makes
 * the server seem behind. So the highest lead of a minute is the best. That is also true for
 * versions of 2016, whose times have only whole seconds.
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

  /** Converts a moment of the server's clock to ours, with the present lead. Epoch ms. */
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

/** Facts learned from the events of a server, whether they are kept or not. */
export class ServerFacts {
  readonly clock = new ServerClock();
  readonly #entityIds = new Set<string>();

  /** An event arrived, at a moment by our clock (epoch ms). */
  note(event: HaEvent, arrivedAt: number): void {
    this.clock.note(event.time_fired, arrivedAt);
    const { entity_id: entityId } = event.data;
    if (typeof entityId === 'string' && this.#entityIds.size < MAX_ENTITIES) this.#entityIds.add(entityId);
  }

  /** Entities that were seen, including those that no longer exist. */
  entityIds(): readonly string[] {
    return [...this.#entityIds];
  }
}
