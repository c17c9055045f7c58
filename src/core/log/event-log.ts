import type { LogEntry } from './log-entry.ts';
import type { LogReader } from './log-reader.ts';
import { firstIndex } from './sorted-keys.ts';

/** Limits of the log in memory: above either, the oldest rows leave. */
export interface LogBounds {
  readonly events: number;
  /** Bytes of memory that the texts take. */
  readonly bytes: number;
}

/** Bytes of memory that the text of an entry takes. */
function bytesOf(entry: LogEntry): number {
  return entry.kind === 'own' ? 0 : entry.textBytes;
}

/** The array is compacted when so many entries have left. */
const MAX_EMPTY_PLACES = 1_024;

/**
 * The log in memory: the newest rows, sorted by key, limited in number and in the memory of their texts. A row that has left
 * it, or is older than one that has, is not inserted again, so no row is missing between it and the store.
 */
export class EventLog implements LogReader {
  /** Sorted by key. Those before `#head` have left. */
  #entries: (LogEntry | undefined)[] = [];
  #head = 0;
  #bytes = 0;
  #evicted = 0;
  #floorSeq: number;
  readonly #bounds: () => LogBounds;

  /**
   * @param bounds asked whenever something is added
   * @param floorSeq the highest key of an earlier run; 0 where there is none
   */
  constructor(bounds: () => LogBounds, floorSeq = 0) {
    this.#bounds = bounds;
    this.#floorSeq = floorSeq;
  }

  get floorSeq(): number {
    return this.#floorSeq;
  }

  get lastSeq(): number {
    return this.#entries.at(-1)?.seq ?? this.#floorSeq;
  }

  get size(): number {
    return this.#entries.length - this.#head;
  }

  /** Entries that have left memory. */
  get evicted(): number {
    return this.#evicted;
  }

  /** Adds the newest entry. Its key must be higher than all before it. */
  append(entry: LogEntry): void {
    if (entry.seq <= this.lastSeq) throw new Error(`${String(entry.seq)} is not higher than the last key`);
    this.#entries.push(entry);
    this.#bytes += bytesOf(entry);
    this.#trim();
  }

  /** Inserts entries by their keys. Returns those that are in the log now. */
  insert(entries: readonly LogEntry[]): readonly LogEntry[] {
    const fitting = entries.filter(({ seq }) => seq > this.#floorSeq);
    const taken = fitting.find(({ seq }) => this.get(seq) !== undefined);
    if (taken !== undefined) throw new Error(`The key ${String(taken.seq)} is taken`);
    const from = Math.min(...fitting.map(({ seq }) => this.#placeOf(seq)), this.#entries.length);
    const moved = this.#entries.splice(from).filter((entry) => entry !== undefined);
    for (const entry of [...moved, ...fitting].sort((a, b) => a.seq - b.seq)) this.#entries.push(entry);
    for (const entry of fitting) this.#bytes += bytesOf(entry);
    this.#trim();
    return fitting.filter(({ seq }) => seq > this.#floorSeq);
  }

  /** Replaces the entry with the same key. False when that has left memory. */
  replace(entry: LogEntry): boolean {
    const place = this.#placeOf(entry.seq);
    const old = this.#entries[place];
    if (old?.seq !== entry.seq) return false;
    this.#entries[place] = entry;
    this.#bytes += bytesOf(entry) - bytesOf(old);
    return true;
  }

  /** Removes every entry. */
  clear(): void {
    this.#floorSeq = this.lastSeq;
    this.#evicted += this.size;
    this.#entries = [];
    this.#head = 0;
    this.#bytes = 0;
  }

  get(seq: number): LogEntry | undefined {
    const entry = this.#entries[this.#placeOf(seq)];
    return entry?.seq === seq ? entry : undefined;
  }

  after(afterSeq: number, max: number): readonly LogEntry[] {
    const from = this.#placeOf(afterSeq + 1);
    return this.#slice(from, from + max);
  }

  before(beforeSeq: number, max: number): readonly LogEntry[] {
    const end = this.#placeOf(beforeSeq);
    return this.#slice(Math.max(this.#head, end - max), end);
  }

  /** The newest entry before `seq` for which `isWanted` holds. */
  findBefore(seq: number, isWanted: (entry: LogEntry) => boolean): LogEntry | undefined {
    for (let place = this.#placeOf(seq) - 1; place >= this.#head; place -= 1) {
      const entry = this.#entries[place];
      if (entry !== undefined && isWanted(entry)) return entry;
    }
    return undefined;
  }

  /** Place of the first entry whose key is `seq` or higher. */
  #placeOf(seq: number): number {
    const end = this.#entries.length;
    return firstIndex(this.#head, end, (at) => (this.#entries[at]?.seq ?? Number.NEGATIVE_INFINITY) >= seq);
  }

  #slice(from: number, end: number): readonly LogEntry[] {
    return this.#entries.slice(from, end).filter((entry) => entry !== undefined);
  }

  #trim(): void {
    const { events, bytes } = this.#bounds();
    while (this.size > events || (this.#bytes > bytes && this.size > 1)) this.#evict();
    if (this.#head < MAX_EMPTY_PLACES) return;
    this.#entries.splice(0, this.#head);
    this.#head = 0;
  }

  #evict(): void {
    const oldest = this.#entries[this.#head];
    if (oldest === undefined) return;
    this.#entries[this.#head] = undefined;
    this.#head += 1;
    this.#evicted += 1;
    this.#floorSeq = oldest.seq;
    this.#bytes -= bytesOf(oldest);
  }
}
