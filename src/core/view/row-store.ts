import type { Row } from '../events/row.ts';

/** What an append did to the store. */
export interface AppendOutcome {
  /** Rows that were taken. */
  readonly added: number;
  /** Rows that were older than what is kept, or were there already. */
  readonly ignored: number;
}

/** Hears of every row that comes and every row that leaves, in that order. */
export interface RowStoreListener {
  onAppend(row: Row): void;
  onEvict(row: Row): void;
}

/**
 * A bounded ring of rows, addressed by `seq`. Appending is O(1) a row; the oldest rows leave when it is full, or when
 * their owner says that they have left its memory. Sequence numbers rise; a hole between two of them is allowed and
 * reads as `undefined`.
 */
export class RowStore {
  readonly capacity: number;
  readonly #slots: (Row | undefined)[];
  readonly #listener: RowStoreListener | undefined;
  #firstSeq = 1;
  #lastSeq = 0;
  #size = 0;
  #evicted = 0;

  constructor(capacity: number, listener?: RowStoreListener) {
    this.capacity = capacity;
    this.#slots = new Array<Row | undefined>(capacity);
    this.#listener = listener;
  }

  /** Smallest seq that can still be here; `lastSeq + 1` while empty. */
  get firstSeq(): number {
    return this.#firstSeq;
  }

  /** Newest seq that was ever appended, 0 before the first. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Rows held now. */
  get size(): number {
    return this.#size;
  }

  /** Rows that have left since the start. */
  get evicted(): number {
    return this.#evicted;
  }

  get(seq: number): Row | undefined {
    if (seq < this.#firstSeq || seq > this.#lastSeq) return undefined;
    const row = this.#slots[seq % this.capacity];
    return row?.seq === seq ? row : undefined;
  }

  /** Takes rows in rising order of seq. A row at or below `lastSeq` is ignored, so a batch sent twice does no harm. */
  append(rows: readonly Row[]): AppendOutcome {
    let added = 0;
    for (const row of rows) {
      if (row.seq <= this.#lastSeq) continue;
      this.evictBefore(row.seq - this.capacity + 1);
      if (this.#size === 0) this.#firstSeq = row.seq;
      this.#slots[row.seq % this.capacity] = row;
      this.#lastSeq = row.seq;
      this.#size += 1;
      added += 1;
      this.#listener?.onAppend(row);
    }
    return { added, ignored: rows.length - added };
  }

  /** Replaces a row, or puts one into a hole between two others. False when its place has been left behind. */
  put(row: Row): boolean {
    if (row.seq < this.#firstSeq || row.seq > this.#lastSeq) return false;
    const slot = row.seq % this.capacity;
    const old = this.#slots[slot];
    if (old?.seq === row.seq) this.#listener?.onEvict(old);
    else this.#size += 1;
    this.#slots[slot] = row;
    this.#listener?.onAppend(row);
    return true;
  }

  /** Lets go of every row below `seq`. */
  evictBefore(seq: number): void {
    while (this.#size > 0 && this.#firstSeq < seq) {
      const slot = this.#firstSeq % this.capacity;
      const row = this.#slots[slot];
      this.#firstSeq += 1;
      if (row?.seq !== this.#firstSeq - 1) continue;
      this.#slots[slot] = undefined;
      this.#size -= 1;
      this.#evicted += 1;
      this.#listener?.onEvict(row);
    }
    if (this.#size === 0) this.#firstSeq = this.#lastSeq + 1;
  }
}
