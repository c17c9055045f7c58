import type { HaEvent } from '../events/event.ts';
import { happenedAtMicros, keyOf } from './event-key.ts';
import type { KnownKeys } from './seen-keys.ts';

interface Found {
  readonly event: HaEvent;
  /** Microseconds by the server's clock. */
  readonly at: number;
}

/** The events of a recorder that were not seen before, each once: the newest ones, at most `max`. */
export class FoundEvents {
  readonly #max: number;
  readonly #seen: KnownKeys;
  #byKey = new Map<string, Found>();
  #cutAt: number | null = null;

  /** @param seen keys of events that were shown before */
  constructor(max: number, seen: KnownKeys) {
    this.#max = max;
    this.#seen = seen;
  }

  /** An empty one with the same bounds. */
  another(): FoundEvents {
    return new FoundEvents(this.#max, this.#seen);
  }

  /** Moment of the oldest kept event if older ones were left out, epoch ms by the server's clock; else `null`. */
  get cutAt(): number | null {
    return this.#cutAt === null ? null : Math.floor(this.#cutAt / 1000);
  }

  /** An event without a moment is skipped: its place is unknown, and whether it was seen. */
  add(event: HaEvent): void {
    const key = keyOf(event);
    const at = happenedAtMicros(event);
    if (key === null || at === null || this.#seen.has(key) || this.#byKey.has(key)) return;
    if (this.#cutAt !== null && at < this.#cutAt) return;
    this.#byKey.set(key, { event, at });
    // Not each time, so that the work stays proportional to the number of events.
    if (this.#byKey.size > 2 * this.#max) this.#cut();
  }

  /** Older ones than this moment (epoch ms) were left out elsewhere. */
  noteCut(cutAt: number | null): void {
    if (cutAt !== null) this.#cutAt = Math.max(this.#cutAt ?? Number.NEGATIVE_INFINITY, cutAt * 1000);
  }

  /** Oldest first, to the microsecond: an effect follows its cause within the same millisecond. */
  sorted(): readonly HaEvent[] {
    this.#cut();
    return [...this.#byKey.values()].map(({ event }) => event);
  }

  #cut(): void {
    const sorted = [...this.#byKey].sort(([, a], [, b]) => a.at - b.at);
    const kept = sorted.slice(-this.#max);
    if (kept.length < sorted.length) this.#cutAt = kept[0]?.[1].at ?? null;
    this.#byKey = new Map(kept);
  }
}
