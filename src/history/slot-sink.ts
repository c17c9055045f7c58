import type { Facet } from '../core/query/ast.ts';
import type { ForwardIndex } from './forward-index.ts';
import type { HashedIndex } from './hashed-index.ts';
import type { TermNumbers } from './term-numbers.ts';
import { isHashedField, toHashKey } from './term.ts';
import type { TermSink } from './terms-of.ts';

/** Takes the terms of one slot after the other. One for a chapter: one for each slot would be garbage by the thousand. */
export class SlotSink implements TermSink {
  readonly #numbers: TermNumbers;
  readonly #forward: ForwardIndex;
  readonly #hashed: HashedIndex;
  #slot = 0;

  constructor(numbers: TermNumbers, forward: ForwardIndex, hashed: HashedIndex) {
    this.#numbers = numbers;
    this.#forward = forward;
    this.#hashed = hashed;
  }

  begin(slot: number): void {
    this.#slot = slot;
    this.#forward.begin(slot);
  }

  facet(facet: Facet, value: string): void {
    if (isHashedField(facet)) this.#hashed.add(toHashKey(facet, value), this.#slot);
    else this.#forward.add(this.#numbers.ofFacet(facet, value));
  }

  flag(term: string): void {
    this.#forward.add(this.#numbers.ofTerm(term));
  }

  text(text: string, room: number): number {
    const found = this.#numbers.ofText(text);
    const { length } = found.terms;
    if (found.lastSlot === this.#slot) return length;
    for (let index = 0; index < length && index < room; index += 1) {
      this.#forward.add(found.terms[index] ?? 0);
    }
    found.lastSlot = this.#slot;
    return length;
  }
}
