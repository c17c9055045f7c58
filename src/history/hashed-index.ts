import { CHAPTER_SLOTS, createBitmap, setBit, type Bitmap } from './bitmap.ts';
import { SlotRun, type SortedTerms } from './posting.ts';
import { keyOfHashedTerm, toHashedTerm } from './term.ts';

const FIRST_ENTRIES = 4_096;

/**
 * Terms of which nearly each stands in one or two events: ids of contexts. Each is one number with its slot, in the order
 * in which they came; in a map they would be most of its memory.
 */
export class HashedIndex {
  /** `key * CHAPTER_SLOTS + slot`: 37 and 13 bits, exact in a double. */
  #entries = new Float64Array(FIRST_ENTRIES);
  #used = 0;

  /** `key` as `toHashKey` makes it. */
  add(key: number, slot: number): void {
    if (this.#used === this.#entries.length) {
      const larger = new Float64Array(this.#entries.length * 2);
      larger.set(this.#entries);
      this.#entries = larger;
    }
    this.#entries[this.#used] = key * CHAPTER_SLOTS + slot;
    this.#used += 1;
  }

  remove(slot: number): void {
    const kept = this.#entries.subarray(0, this.#used).filter((entry) => entry % CHAPTER_SLOTS !== slot);
    this.#entries.set(kept);
    this.#used = kept.length;
  }

  find(term: string): Bitmap {
    const bitmap = createBitmap();
    const first = (keyOfHashedTerm(term) ?? -1) * CHAPTER_SLOTS;
    for (let index = 0; index < this.#used; index += 1) {
      const slot = (this.#entries[index] ?? 0) - first;
      if (slot >= 0 && slot < CHAPTER_SLOTS) setBit(bitmap, slot);
    }
    return bitmap;
  }

  /** All terms in order, each with its slots. */
  sorted(): SortedTerms {
    const terms: (readonly [string, SlotRun])[] = [];
    const entries = this.#entries.slice(0, this.#used).sort();
    const slots = new Uint16Array(entries.length);
    let key = -1;
    let start = 0;
    for (let index = 0; index < entries.length; index += 1) {
      const entry = entries[index] ?? 0;
      const nextKey = Math.floor(entry / CHAPTER_SLOTS);
      slots[index] = entry - nextKey * CHAPTER_SLOTS;
      if (nextKey === key) continue;
      if (index > 0) terms.push([toHashedTerm(key), new SlotRun(slots, start, index)]);
      key = nextKey;
      start = index;
    }
    if (entries.length > 0) terms.push([toHashedTerm(key), new SlotRun(slots, start, entries.length)]);
    return terms;
  }
}
