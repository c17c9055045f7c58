import type { QueryItemSource } from '../core/query/event-item.ts';
import {
  CHAPTER_SLOTS,
  NO_SLOTS,
  clearBit,
  countBits,
  createBitmap,
  forEachSlot,
  hasBit,
  setBit,
  type Bitmap,
} from './bitmap.ts';
import { timeBoundsOf, type Chapter, type ChapterSummary, type TimeBounds } from './chapter.ts';
import { ForwardIndex, type InvertedIndex } from './forward-index.ts';
import { HashedIndex } from './hashed-index.ts';
import { toBitmap, type Posting, type SlotRun, type SortedTerms } from './posting.ts';
import { SlotSink } from './slot-sink.ts';
import type { Steps } from './steps.ts';
import { TermNumbers } from './term-numbers.ts';
import { isOfHashedField, keyOfHashedTerm } from './term.ts';
import { visitTerms } from './terms-of.ts';

/**
 * Events that wait to be indexed together. The few that a calm house sends in a second would find nothing of this code and its
 * tables in the processor's caches.
 */
const MAX_WAITING = 32;

/** A chapter that is being written: its index is in memory. */
export class OpenChapter implements Chapter {
  readonly #id: number;
  readonly #present: Bitmap;
  readonly #times: Float64Array;
  readonly #numbers = new TermNumbers();
  readonly #forward = new ForwardIndex();
  readonly #hashed = new HashedIndex();
  readonly #sink = new SlotSink(this.#numbers, this.#forward, this.#hashed);
  /** Not indexed yet. */
  #waiting: { readonly slot: number; readonly source: QueryItemSource }[] = [];
  /** Made when it is asked for. */
  #inverted: InvertedIndex | null = null;
  #count: number;
  #bounds: TimeBounds;

  /** `from`: what was sealed before, to be written to once more. */
  constructor(id: number, from?: Chapter) {
    this.#id = id;
    this.#present = from === undefined ? createBitmap() : Uint32Array.from(from.present());
    this.#times = from === undefined ? new Float64Array(CHAPTER_SLOTS) : Float64Array.from(from.times());
    this.#count = countBits(this.#present);
    this.#bounds = timeBoundsOf(this.#present, this.#times);
    if (from !== undefined) this.#takeOver(from);
  }

  summary(): ChapterSummary {
    return { id: this.#id, count: this.#count, ...this.#bounds };
  }

  present(): Bitmap {
    return this.#present;
  }

  times(): Float64Array {
    return this.#times;
  }

  find(term: string): Bitmap {
    this.#index();
    if (keyOfHashedTerm(term) !== null) return this.#hashed.find(term);
    const number = this.#numbers.get(term);
    return number === undefined ? NO_SLOTS : toBitmap(this.#slotsOf(number));
  }

  scan(prefix: string, fn: (term: string, posting: Posting) => void): void {
    this.#index();
    this.#numbers.scan(prefix, (term, number) => {
      const slots = this.#slotsOf(number);
      if (slots.count > 0) fn(term, slots);
    });
    // To sort them takes longer than everything else here, and hardly anybody asks for contexts that begin somehow.
    if (prefix !== '' && !isOfHashedField(prefix)) return;
    for (const [term, slots] of this.#hashed.sorted()) {
      if (term.startsWith(prefix)) fn(term, slots);
    }
  }

  has(slot: number): boolean {
    return hasBit(this.#present, slot);
  }

  /** `at` in epoch ms. A slot that is taken must be removed first. */
  add(slot: number, at: number, source: QueryItemSource): void {
    setBit(this.#present, slot);
    this.#times[slot] = at;
    this.#count += 1;
    const { firstAt, lastAt } = this.#bounds;
    if (at < firstAt || at > lastAt) {
      this.#bounds = { firstAt: Math.min(firstAt, at), lastAt: Math.max(lastAt, at) };
    }
    this.#waiting.push({ slot, source });
    if (this.#waiting.length === MAX_WAITING) this.#index();
  }

  remove(slot: number): void {
    this.#index();
    clearBit(this.#present, slot);
    this.#count -= 1;
    this.#bounds = timeBoundsOf(this.#present, this.#times);
    this.#inverted = null;
    this.#forward.remove(slot);
    this.#hashed.remove(slot);
    this.#numbers.forgetSlots();
  }

  /** All terms in order. */
  *sortedTerms(): Steps<SortedTerms> {
    this.#index();
    const words = this.#withSlots(this.#numbers.sortedWords());
    yield;
    const others = merge(this.#withSlots(this.#numbers.sortedMarked()), this.#hashed.sorted());
    yield;
    return merge(others, words);
  }

  #index(): void {
    if (this.#waiting.length === 0) return;
    this.#inverted = null;
    for (const { slot, source } of this.#waiting) {
      this.#sink.begin(slot);
      visitTerms(source, this.#sink);
    }
    this.#waiting = [];
  }

  #withSlots(terms: readonly string[]): SortedTerms {
    return terms.map((term) => [term, this.#slotsOf(this.#numbers.ofTerm(term))] as const);
  }

  #slotsOf(number: number): SlotRun {
    this.#inverted ??= this.#forward.invert();
    return this.#inverted.slotsOf(number);
  }

  #takeOver(chapter: Chapter): void {
    const numbersOf = Array.from({ length: CHAPTER_SLOTS }, (): number[] => []);
    chapter.scan('', (term, posting) => {
      const key = keyOfHashedTerm(term);
      const number = key ?? this.#numbers.ofTerm(term);
      forEachSlot(toBitmap(posting), (slot) => {
        if (key === null) numbersOf[slot]?.push(number);
        else this.#hashed.add(key, slot);
      });
    });
    for (const [slot, numbers] of numbersOf.entries()) {
      this.#forward.begin(slot);
      for (const number of numbers) this.#forward.add(number);
    }
  }
}

/** Both are in order and have no term in common. */
function merge(a: SortedTerms, b: SortedTerms): SortedTerms {
  const merged: (readonly [string, SlotRun])[] = [];
  let next = 0;
  for (const entry of a) {
    for (let other = b[next]; other !== undefined && other[0] < entry[0]; other = b[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(entry);
  }
  return merged.concat(b.slice(next));
}
