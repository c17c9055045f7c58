/** A list of keys that only rises (`step` 1) or only falls (`step` -1). */
export class SortedKeys {
  readonly #step: 1 | -1;
  readonly #keys: number[] = [];

  constructor(step: 1 | -1) {
    this.#step = step;
  }

  get length(): number {
    return this.#keys.length;
  }

  /** Adds the next key. It must be beyond the last one. */
  push(key: number): void {
    const last = this.#keys.at(-1);
    if (last !== undefined && (key - last) * this.#step <= 0) {
      throw new Error(`The key ${String(key)} is out of order`);
    }
    this.#keys.push(key);
  }

  /** The key at an index; `undefined` outside of the list. */
  at(index: number): number | undefined {
    return this.#keys[index];
  }

  /** How many keys of the list come before `key` or are it. */
  countThrough(key: number): number {
    return firstIndex(0, this.#keys.length, (at) => ((this.#keys[at] ?? 0) - key) * this.#step > 0);
  }
}

/** The first index from `low` on for which a condition holds that also holds for all after it; `high` if there is none. */
export function firstIndex(low: number, high: number, holds: (index: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
