import type { Facet } from '../core/query/ast.ts';
import { toTokens } from '../core/query/to-tokens.ts';
import { fieldPrefix, toTerm } from './term.ts';

/** Longer texts rarely come again. */
const MAX_TEXT_CHARS = 64;
/** Texts and values that are remembered, before all are forgotten: a house says the same few thousand again and again. */
const MAX_REMEMBERED = 8_192;
const WORD_MARK = fieldPrefix('word');

/** The terms of a text, and the slot that got them last: a third of all texts stand in their event twice. */
export interface TextTerms {
  readonly terms: readonly number[];
  lastSlot: number;
}

/** Gives the terms of a chapter numbers, from 0. A text that comes again is one look and not one a word. */
export class TermNumbers {
  readonly #marked = new Map<string, number>();
  /** Words are most of the terms and stand apart, as they are: to put a mark before each would cost a good deal. */
  readonly #words = new Map<string, number>();
  readonly #facets = new Map<Facet, Map<string, number>>();
  readonly #texts = new Map<string, TextTerms>();

  /** The number of a term; `undefined` where it has none yet. */
  get(term: string): number | undefined {
    return term.startsWith(WORD_MARK)
      ? this.#words.get(term.slice(WORD_MARK.length))
      : this.#marked.get(term);
  }

  ofTerm(term: string): number {
    return term.startsWith(WORD_MARK)
      ? this.#numberIn(this.#words, term.slice(WORD_MARK.length))
      : this.#numberIn(this.#marked, term);
  }

  ofFacet(facet: Facet, value: string): number {
    let values = this.#facets.get(facet);
    if (values === undefined) this.#facets.set(facet, (values = new Map<string, number>()));
    const known = values.get(value);
    if (known !== undefined) return known;
    const found = this.#numberIn(this.#marked, toTerm(facet, value));
    remember(values, value, found);
    return found;
  }

  ofText(text: string): TextTerms {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const terms = toTokens(text).map((word) => this.#numberIn(this.#words, word));
    const found = { terms, lastSlot: -1 };
    if (text.length <= MAX_TEXT_CHARS) remember(this.#texts, text, found);
    return found;
  }

  /** Before a slot is given its terms anew. */
  forgetSlots(): void {
    this.#texts.clear();
  }

  /** Calls `fn` with each term that begins so, in no order. */
  scan(prefix: string, fn: (term: string, number: number) => void): void {
    for (const [term, number] of this.#marked) if (term.startsWith(prefix)) fn(term, number);
    if (prefix !== '' && !prefix.startsWith(WORD_MARK)) return;
    const start = prefix.slice(WORD_MARK.length);
    for (const [word, number] of this.#words) if (word.startsWith(start)) fn(WORD_MARK + word, number);
  }

  /** Terms that are no words, in order. */
  sortedMarked(): readonly string[] {
    return [...this.#marked.keys()].sort();
  }

  /** Words as terms, in order. Without a function that compares, sorting is several times as fast. */
  sortedWords(): readonly string[] {
    return [...this.#words.keys()].sort().map((word) => WORD_MARK + word);
  }

  #numberIn(numbers: Map<string, number>, term: string): number {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    const number = this.#marked.size + this.#words.size;
    numbers.set(term, number);
    return number;
  }
}

function remember<T>(known: Map<string, T>, key: string, value: T): void {
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.set(key, value);
}
