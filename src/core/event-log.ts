import type { Row } from './events/row.ts';
import { LIMITS } from './limits.ts';
import { toEntry, type LogEntry } from './log-entry.ts';

/**
 * The log of this run in memory: entries in the order in which things happened, addressed by `seq` from 1, bounded by
 * number and by bytes of raw text. The oldest leave first, and how many have left is known. Sequence numbers
 * rise and may leave a hole: a gap reserves some for what may be recovered of it.
 *
 * Entries stand in an array whose first `head` places are spent; they are cut off once they are half of it, so that
 * an append costs constant time on average.
 */
export class EventLog {
  #entries: LogEntry[] = [];
  #head = 0;
  #nextSeq = 1;
  #evicted = 0;
  #rawBytes = 0;
  readonly #maxEntries: number;
  readonly #maxBytes: number;

  constructor(maxEntries: number = LIMITS.maxKeptEvents, maxBytes: number = LIMITS.maxKeptBytes) {
    this.#maxEntries = maxEntries;
    this.#maxBytes = maxBytes;
  }

  /** Sequence number that the next entry gets. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Sequence number of the newest entry; 0 before the first. */
  get lastSeq(): number {
    return this.#entries.at(-1)?.seq ?? 0;
  }

  /** Sequence number of the oldest entry kept; `nextSeq` when there is none. */
  get firstSeq(): number {
    return this.#entries[this.#head]?.seq ?? this.#nextSeq;
  }

  get size(): number {
    return this.#entries.length - this.#head;
  }

  /** Entries that have left memory. */
  get evicted(): number {
    return this.#evicted;
  }

  /** `entry.seq` must be `nextSeq`. */
  append(entry: LogEntry): void {
    if (entry.seq !== this.#nextSeq) {
      throw new Error(`seq ${String(entry.seq)} appended where ${String(this.#nextSeq)} was due`);
    }
    this.#nextSeq += 1;
    this.#entries.push(entry);
    this.#rawBytes += entry.rawBytes;
    this.#trim();
  }

  /** Leaves the next `count` sequence numbers free, for `insert`. */
  reserve(count: number): void {
    this.#nextSeq += count;
  }

  /**
   * Puts entries into a hole that was reserved, in rising order of seq. What would be the oldest of a full log has
   * left it in that moment. Returns the rows that are in the log now.
   */
  insert(entries: readonly LogEntry[]): readonly Row[] {
    const first = entries[0];
    if (first === undefined) return [];
    const at = this.#placeOf(first.seq);
    const isFree = this.#entries[at]?.seq !== first.seq;
    if (!isFree) throw new Error(`seq ${String(first.seq)} is taken`);
    this.#entries.splice(at, 0, ...entries);
    for (const { rawBytes } of entries) this.#rawBytes += rawBytes;
    this.#trim();
    return entries.filter(({ seq }) => seq >= this.firstSeq).map(({ row }) => row);
  }

  /** Puts another row in the place of the one with its seq. False when that has left memory. */
  revise(row: Row): boolean {
    const at = this.#placeOf(row.seq);
    const old = this.#entries[at];
    if (old?.seq !== row.seq) return false;
    this.#entries[at] = toEntry(row, old.raw, old.receivedAt);
    return true;
  }

  get(seq: number): LogEntry | undefined {
    const entry = this.#entries[this.#placeOf(seq)];
    return entry?.seq === seq ? entry : undefined;
  }

  /** Entries after `afterSeq`, oldest first, at most `max`. */
  after(afterSeq: number, max: number): readonly LogEntry[] {
    const from = this.#placeOf(afterSeq + 1);
    return this.#entries.slice(from, from + max);
  }

  /** Entries there have been up to `seq`, those that have left included. */
  countUpTo(seq: number): number {
    return this.#evicted + this.#placeOf(seq + 1) - this.#head;
  }

  /** The newest entry before `seq` for which `isWanted` holds, looking back at most `maxLooks` entries. */
  findBefore(seq: number, isWanted: (entry: LogEntry) => boolean, maxLooks: number): LogEntry | undefined {
    const end = this.#placeOf(seq);
    for (let at = end - 1; at >= this.#head && at >= end - maxLooks; at -= 1) {
      const entry = this.#entries[at];
      if (entry !== undefined && isWanted(entry)) return entry;
    }
    return undefined;
  }

  /** Place of the first entry whose seq is `seq` or more. Without holes that is one subtraction. */
  #placeOf(seq: number): number {
    const guess = this.#head + Math.max(0, seq - this.firstSeq);
    if (this.#entries[guess]?.seq === seq) return guess;
    let low = this.#head;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.seq ?? Number.POSITIVE_INFINITY) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #trim(): void {
    while (this.size > this.#maxEntries || (this.#rawBytes > this.#maxBytes && this.size > 1)) this.#evict();
  }

  #evict(): void {
    this.#rawBytes -= this.#entries[this.#head]?.rawBytes ?? 0;
    this.#head += 1;
    this.#evicted += 1;
    if (this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }
}
