import type { Row } from './events/row.ts';
import { LIMITS } from './limits.ts';
import { toEntry, type LogEntry } from './log-entry.ts';

/** Places of a new log; a power of two. */
const FIRST_PLACES = 1_024;

/**
 * The log of this run in memory: entries in the order in which things happened, addressed by `seq`, bounded by
 * number and by bytes of raw text. The oldest leave first, and how many have left is known. Sequence numbers
 * rise and may leave a hole: a gap reserves some for what may be recovered of it.
 *
 * While all can be had from elsewhere it holds no more than what is fresh, by number and by age.
 *
 * Entries stand in a ring that grows to what the log may hold and is written over from then on: an array that is cut
 * off at its start leaves as much garbage as entries, some megabytes a second in a flood.
 */
export class EventLog {
  /** A power of two long. */
  #ring: (LogEntry | undefined)[] = new Array<LogEntry | undefined>(FIRST_PLACES);
  /** Place of the oldest entry in the ring. Elsewhere places are counted from the oldest. */
  #head = 0;
  #size = 0;
  #nextSeq: number;
  #evicted = 0;
  /** What stands before it has left: nothing is put there any more, lest there be a hole in what is held. */
  #floorSeq = 0;
  #rawBytes = 0;
  readonly #maxEntries: number;
  readonly #maxBytes: number;
  readonly #onLeave: (entry: LogEntry) => void;

  /** @param onLeave told of each entry that will not be found here again */
  constructor(
    maxEntries: number = LIMITS.maxKeptEvents,
    maxBytes: number = LIMITS.maxKeptBytes,
    firstSeq = 1,
    onLeave: (entry: LogEntry) => void = () => undefined,
  ) {
    this.#onLeave = onLeave;
    this.#nextSeq = firstSeq;
    this.#maxEntries = maxEntries;
    this.#maxBytes = maxBytes;
  }

  /** Sequence number that the next entry gets. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Sequence number of the newest entry; 0 before the first. */
  get lastSeq(): number {
    return this.#at(this.#size - 1)?.seq ?? 0;
  }

  /** Sequence number of the oldest entry kept; `nextSeq` when there is none. */
  get firstSeq(): number {
    return this.#at(0)?.seq ?? this.#nextSeq;
  }

  get size(): number {
    return this.#size;
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
    this.#push(entry);
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
    const fitting = entries.filter(({ seq }) => seq >= this.#floorSeq);
    this.#evicted += entries.length - fitting.length;
    const first = fitting[0];
    if (first === undefined) return [];
    const at = this.#placeOf(first.seq);
    const isFree = this.#at(at)?.seq !== first.seq;
    if (!isFree) throw new Error(`seq ${String(first.seq)} is taken`);
    const later = this.#slice(at, this.#size);
    for (const { rawBytes } of later) this.#rawBytes -= rawBytes;
    this.#size = at;
    for (const entry of [...fitting, ...later]) this.#push(entry);
    this.#trim();
    return fitting.filter(({ seq }) => seq >= this.firstSeq).map(({ row }) => row);
  }

  /** Puts another row in the place of the one with its seq. False when that has left memory. */
  revise(row: Row): boolean {
    const at = this.#placeOf(row.seq);
    const old = this.#at(at);
    if (old?.seq !== row.seq) return false;
    this.#ring[this.#slotOf(at)] = toEntry(row, old.raw, old.receivedAt);
    this.#onLeave(old);
    return true;
  }

  /** Lets go of every entry. The next one goes on with the numbers. */
  clear(): void {
    while (this.#size > 0) this.#evict();
    this.#floorSeq = 0;
  }

  get(seq: number): LogEntry | undefined {
    const entry = this.#at(this.#placeOf(seq));
    return entry?.seq === seq ? entry : undefined;
  }

  /** Entries after `afterSeq`, oldest first, at most `max`. */
  after(afterSeq: number, max: number): readonly LogEntry[] {
    const from = this.#placeOf(afterSeq + 1);
    return this.#slice(from, Math.min(this.#size, from + max));
  }

  /** The last `max` entries before `beforeSeq`, oldest first. */
  before(beforeSeq: number, max: number): readonly LogEntry[] {
    const end = this.#placeOf(beforeSeq);
    return this.#slice(Math.max(0, end - max), end);
  }

  /** Entries there have been up to `seq`, those that have left included. */
  countUpTo(seq: number): number {
    return this.#evicted + this.#placeOf(seq + 1);
  }

  /** The newest entry before `seq` for which `isWanted` holds, looking back at most `maxLooks` entries. */
  findBefore(seq: number, isWanted: (entry: LogEntry) => boolean, maxLooks: number): LogEntry | undefined {
    const end = this.#placeOf(seq);
    for (let at = end - 1; at >= 0 && at >= end - maxLooks; at -= 1) {
      const entry = this.#at(at);
      if (entry !== undefined && isWanted(entry)) return entry;
    }
    return undefined;
  }

  /** Place of the first entry whose seq is `seq` or more. Without holes that is one subtraction. */
  #placeOf(seq: number): number {
    const guess = Math.max(0, seq - this.firstSeq);
    if (this.#at(guess)?.seq === seq) return guess;
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#at(middle)?.seq ?? Number.POSITIVE_INFINITY) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #slotOf(place: number): number {
    return (this.#head + place) & (this.#ring.length - 1);
  }

  #at(place: number): LogEntry | undefined {
    return place < 0 || place >= this.#size ? undefined : this.#ring[this.#slotOf(place)];
  }

  /** Entries of the places from `from` up to, not including, `to`. */
  #slice(from: number, to: number): readonly LogEntry[] {
    const entries: LogEntry[] = [];
    for (let place = from; place < to; place += 1) {
      const entry = this.#at(place);
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  }

  #push(entry: LogEntry): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#ring[this.#slotOf(this.#size)] = entry;
    this.#size += 1;
    this.#rawBytes += entry.rawBytes;
  }

  #grow(): void {
    const entries = this.#slice(0, this.#size);
    this.#ring = new Array<LogEntry | undefined>(this.#ring.length * 2);
    this.#head = 0;
    entries.forEach((entry, place) => (this.#ring[place] = entry));
  }

  #trim(): void {
    while (this.#size > this.#maxEntries || (this.#rawBytes > this.#maxBytes && this.#size > 1))
      this.#evict();
  }

  #evict(): void {
    const oldest = this.#at(0);
    if (oldest === undefined) return;
    this.#ring[this.#head] = undefined;
    this.#head = this.#slotOf(1);
    this.#size -= 1;
    this.#evicted += 1;
    this.#floorSeq = oldest.seq + 1;
    this.#rawBytes -= oldest.rawBytes;
    this.#onLeave(oldest);
  }
}
