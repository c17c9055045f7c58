/**
 * A list of sequence numbers that only rises (`step` 1) or only falls (`step` -1), kept as runs of neighbours: all events
 * of a day are one run, and what a query picks out of them costs 16 bytes a run.
 */
export class SeqRuns {
  readonly #step: 1 | -1;
  /** First number of each run, times `step`, so that both kinds rise; and the index it stands at. */
  readonly #keys: number[] = [];
  readonly #starts: number[] = [];
  #length = 0;
  #lastKey = Number.NEGATIVE_INFINITY;

  constructor(step: 1 | -1) {
    this.#step = step;
  }

  get length(): number {
    return this.#length;
  }

  get runs(): number {
    return this.#keys.length;
  }

  /** Adds the next number. It must lie beyond the last one. */
  push(seq: number): void {
    const key = seq * this.#step;
    if (key <= this.#lastKey) throw new Error(`seq ${String(seq)} is out of order`);
    if (key !== this.#lastKey + 1) {
      this.#keys.push(key);
      this.#starts.push(this.#length);
    }
    this.#lastKey = key;
    this.#length += 1;
  }

  /** The number at an index; `undefined` outside of the list. */
  at(index: number): number | undefined {
    if (index < 0 || index >= this.#length) return undefined;
    const run = countUpTo(this.#starts, index) - 1;
    return ((this.#keys[run] ?? 0) + index - (this.#starts[run] ?? 0)) * this.#step;
  }

  /** How many numbers of the list come before `seq` or are it. */
  countThrough(seq: number): number {
    const key = seq * this.#step;
    const run = countUpTo(this.#keys, key) - 1;
    if (run < 0) return 0;
    const next = this.#starts[run + 1] ?? this.#length;
    return Math.min((this.#starts[run] ?? 0) + key - (this.#keys[run] ?? 0) + 1, next);
  }
}

/** How many of the rising numbers are at most `limit`. */
function countUpTo(rising: readonly number[], limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
