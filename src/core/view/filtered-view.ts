import { isOwnRow, type RowMatcher } from './filter.ts';
import type { RowStore } from './row-store.ts';

/**
 * The rows of a store that match, as a list of sequence numbers in order. It is filled by `advance` and never looks
 * at a row twice: a new filter is a new view that is advanced in slices beside the old one and takes its place when
 * it has caught up.
 */
export class FilteredView {
  readonly #store: RowStore;
  readonly #matches: RowMatcher;
  #seqs: number[] = [];
  #head = 0;
  #dropped = 0;
  #next: number;
  /** Seqs of rows of our own among them; few, since each is an interruption or a connection. */
  #ownSeqs: number[] = [];

  constructor(store: RowStore, matches: RowMatcher) {
    this.#store = store;
    this.#matches = matches;
    this.#next = store.firstSeq;
  }

  /** Rows visible now. */
  get length(): number {
    return this.#seqs.length - this.#head;
  }

  /** Visible rows that have left at the head, ever. `headOrdinal + index` names a row for good. */
  get headOrdinal(): number {
    return this.#dropped;
  }

  /** Visible events: the length without rows of our own. */
  get eventCount(): number {
    return this.length - this.#ownSeqs.length;
  }

  /** True when every row of the store has been looked at. */
  get caughtUp(): boolean {
    return this.#next > this.#store.lastSeq;
  }

  /** Looks at up to `maxRows` further rows. Returns whether it has caught up. */
  advance(maxRows = Number.POSITIVE_INFINITY): boolean {
    this.#dropEvicted();
    this.#next = Math.max(this.#next, this.#store.firstSeq);
    const end = Math.min(this.#store.lastSeq, this.#next + maxRows - 1);
    for (; this.#next <= end; this.#next += 1) {
      const row = this.#store.get(this.#next);
      if (row === undefined || !this.#matches(row)) continue;
      this.#seqs.push(row.seq);
      if (isOwnRow(row)) this.#ownSeqs.push(row.seq);
    }
    return this.caughtUp;
  }

  /** Seq at a visible index, `undefined` outside. */
  seqAt(index: number): number | undefined {
    return index < 0 ? undefined : this.#seqs[this.#head + index];
  }

  /** Index of the first visible row at or after `seq`; `length` when there is none. */
  indexAtOrAfter(seq: number): number {
    let low = this.#head;
    let high = this.#seqs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#seqs[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low - this.#head;
  }

  /** Index of this very row, or -1. */
  indexOf(seq: number): number {
    const index = this.indexAtOrAfter(seq);
    return this.seqAt(index) === seq ? index : -1;
  }

  /** Visible rows newer than `seq`. */
  countAfter(seq: number): number {
    return this.length - this.indexAtOrAfter(seq + 1);
  }

  #dropEvicted(): void {
    const first = this.#store.firstSeq;
    const gone = this.indexAtOrAfter(first);
    if (gone === 0) return;
    this.#head += gone;
    this.#dropped += gone;
    if ((this.#ownSeqs[0] ?? first) < first) this.#ownSeqs = this.#ownSeqs.filter((seq) => seq >= first);
    if (this.#head > 4_096 && this.#head * 2 > this.#seqs.length) {
      this.#seqs = this.#seqs.slice(this.#head);
      this.#head = 0;
    }
  }
}
