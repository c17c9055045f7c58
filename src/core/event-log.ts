import type { Row } from './events/row.ts';
import { LIMITS } from './limits.ts';

/** A row and what it was made of. */
export interface LogEntry {
  readonly row: Row;
  /** The text as sent; empty for our own rows. */
  readonly raw: string;
  /** Epoch ms at which it arrived here. */
  readonly receivedAt: number;
}

/**
 * The log of this run in memory: entries in order of arrival, addressed by `seq` from 1, bounded by number and by
 * characters of raw text. The oldest leave first, and how many have left is known.
 *
 * Entries stand in an array whose first `head` places are spent; they are cut off once they are half of it, so that
 * an append costs constant time on average. `entries[head]` has sequence number `firstSeq`.
 */
export class EventLog {
  #entries: LogEntry[] = [];
  #head = 0;
  #firstSeq = 1;
  #rawChars = 0;
  readonly #maxEntries: number;
  readonly #maxChars: number;

  constructor(maxEntries: number = LIMITS.maxKeptEvents, maxChars: number = LIMITS.maxKeptChars) {
    this.#maxEntries = maxEntries;
    this.#maxChars = maxChars;
  }

  /** Sequence number that the next entry gets. */
  get nextSeq(): number {
    return this.#firstSeq + this.size;
  }

  /** Sequence number of the oldest entry kept; `nextSeq` when there is none. */
  get firstSeq(): number {
    return this.#firstSeq;
  }

  get size(): number {
    return this.#entries.length - this.#head;
  }

  /** Entries that have left memory. */
  get evicted(): number {
    return this.#firstSeq - 1;
  }

  /** `entry.row.seq` must be `nextSeq`. */
  append(entry: LogEntry): void {
    if (entry.row.seq !== this.nextSeq) {
      throw new Error(`seq ${String(entry.row.seq)} appended where ${String(this.nextSeq)} was due`);
    }
    this.#entries.push(entry);
    this.#rawChars += entry.raw.length;
    while (this.size > this.#maxEntries || (this.#rawChars > this.#maxChars && this.size > 1)) this.#evict();
  }

  get(seq: number): LogEntry | undefined {
    return seq < this.#firstSeq ? undefined : this.#entries[this.#head + seq - this.#firstSeq];
  }

  /** Entries after `afterSeq`, oldest first, at most `max`. */
  after(afterSeq: number, max: number): readonly LogEntry[] {
    const from = this.#head + Math.max(0, afterSeq + 1 - this.#firstSeq);
    return this.#entries.slice(from, from + max);
  }

  /** The newest entry before `seq` for which `isWanted` holds, looking back at most `maxLooks` entries. */
  findBefore(seq: number, isWanted: (entry: LogEntry) => boolean, maxLooks: number): LogEntry | undefined {
    for (let at = seq - 1; at >= this.#firstSeq && at >= seq - maxLooks; at -= 1) {
      const entry = this.get(at);
      if (entry !== undefined && isWanted(entry)) return entry;
    }
    return undefined;
  }

  #evict(): void {
    this.#rawChars -= this.#entries[this.#head]?.raw.length ?? 0;
    this.#head += 1;
    this.#firstSeq += 1;
    if (this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }
}
