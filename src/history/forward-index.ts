import { CHAPTER_SLOTS } from './bitmap.ts';
import { SlotRun } from './posting.ts';

const FIRST_TERMS = 1_024;
const FIRST_ENTRIES = 16_384;

/**
 * Which terms the slots of a chapter have, slot by slot, in one row of numbers. To add a term is two writes to such rows;
 * a list for each term would be grown, copied and cleared away some thirty times an event.
 *
 * A class, like all that works for each event: V8 optimises the functions of a closure for the closure they saw, and a
 * new chapter would be a new one every 8,192 events.
 */
export class ForwardIndex {
  readonly #starts = new Uint32Array(CHAPTER_SLOTS);
  readonly #lengths = new Uint32Array(CHAPTER_SLOTS);
  #entries = new Uint32Array(FIRST_ENTRIES);
  #used = 0;
  /** The slot to which each term was added last: an event has many a word several times. */
  #lastSlots = new Int16Array(FIRST_TERMS).fill(-1);
  #current = 0;

  /** What is added from now on is of this slot, which has nothing yet. */
  begin(slot: number): void {
    this.#current = slot;
    this.#starts[slot] = this.#used;
    this.#lengths[slot] = 0;
  }

  /** Terms are numbers, counted from 0. The same term again changes nothing. */
  add(term: number): void {
    const slot = this.#current;
    if (term >= this.#lastSlots.length) this.#knowTerm(term);
    if (this.#lastSlots[term] === slot) return;
    if (this.#used === this.#entries.length) this.#grow();
    this.#lastSlots[term] = slot;
    this.#entries[this.#used] = term;
    this.#used += 1;
    this.#lengths[slot] = (this.#lengths[slot] ?? 0) + 1;
  }

  remove(slot: number): void {
    for (const term of this.#termsOf(slot)) if (this.#lastSlots[term] === slot) this.#lastSlots[term] = -1;
    this.#lengths[slot] = 0;
  }

  /** The same by term. What is added later is not in it. */
  invert(): InvertedIndex {
    const starts = this.#startsByTerm();
    const free = starts.slice();
    const slots = new Uint16Array(starts.at(-1) ?? 0);
    for (let slot = 0; slot < CHAPTER_SLOTS; slot += 1) {
      const end = this.#endOf(slot);
      for (let index = this.#starts[slot] ?? 0; index < end; index += 1) {
        const term = this.#entries[index] ?? 0;
        const place = free[term] ?? 0;
        slots[place] = slot;
        free[term] = place + 1;
      }
    }
    return new InvertedIndex(slots, starts);
  }

  /** Where the slots of each term begin when they stand term by term; then where the last end. */
  #startsByTerm(): Uint32Array {
    const starts = new Uint32Array(this.#lastSlots.length + 1);
    for (let slot = 0; slot < CHAPTER_SLOTS; slot += 1) {
      const end = this.#endOf(slot);
      for (let index = this.#starts[slot] ?? 0; index < end; index += 1) {
        const next = (this.#entries[index] ?? 0) + 1;
        starts[next] = (starts[next] ?? 0) + 1;
      }
    }
    for (let term = 1; term < starts.length; term += 1) {
      starts[term] = (starts[term] ?? 0) + (starts[term - 1] ?? 0);
    }
    return starts;
  }

  #endOf(slot: number): number {
    return (this.#starts[slot] ?? 0) + (this.#lengths[slot] ?? 0);
  }

  #termsOf(slot: number): Uint32Array {
    return this.#entries.subarray(this.#starts[slot], this.#endOf(slot));
  }

  #knowTerm(term: number): void {
    const larger = new Int16Array(Math.max(term + 1, this.#lastSlots.length * 2)).fill(-1);
    larger.set(this.#lastSlots);
    this.#lastSlots = larger;
  }

  /** Leaves out what was removed. The present slot comes last, since it goes on growing. */
  #grow(): void {
    const live = this.#lengths.reduce((sum, length) => sum + length, 0);
    const larger = new Uint32Array(Math.max(FIRST_ENTRIES, live * 2));
    let used = 0;
    const move = (slot: number): void => {
      const terms = this.#termsOf(slot);
      larger.set(terms, used);
      this.#starts[slot] = used;
      used += terms.length;
    };
    for (let slot = 0; slot < CHAPTER_SLOTS; slot += 1) if (slot !== this.#current) move(slot);
    move(this.#current);
    this.#entries = larger;
    this.#used = used;
  }
}

/** Slots by term. */
export class InvertedIndex {
  readonly #slots: Uint16Array;
  readonly #starts: Uint32Array;

  /** `starts`: where the slots of each term begin, and where the last end. */
  constructor(slots: Uint16Array, starts: Uint32Array) {
    this.#slots = slots;
    this.#starts = starts;
  }

  slotsOf(term: number): SlotRun {
    const end = this.#slots.length;
    return new SlotRun(this.#slots, this.#starts[term] ?? end, this.#starts[term + 1] ?? end);
  }
}
