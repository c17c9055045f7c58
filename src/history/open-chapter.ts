import type { QueryItemSource } from '../core/query/event-item.ts';
import { toTokens } from '../core/query/to-tokens.ts';
import {
  CHAPTER_SLOTS,
  NO_SLOTS,
  clearBit,
  countBits,
  createBitmap,
  forEachSlot,
  hasBit,
  setBit,
} from './bitmap.ts';
import type { Chapter } from './chapter.ts';
import { createTermMemo } from './term-memo.ts';
import { createTermSlots, addSlot, removeSlot, toBitmap, type Posting, type TermSlots } from './posting.ts';
import type { Steps } from './steps.ts';
import { fieldPrefix, toTerm } from './term.ts';
import { visitTerms, type TermSink } from './terms-of.ts';

type SortedPostings = readonly (readonly [term: string, posting: Posting])[];
type TermMap = Map<string, TermSlots>;
const WORD_MARK = fieldPrefix('word');

/** A chapter that is being written: its index is in memory. */
export interface OpenChapter extends Chapter {
  /** `at` in epoch ms. A slot that is taken must be removed first. */
  add(slot: number, at: number, source: QueryItemSource): void;
  /** `source` tells what the slot was added with. */
  remove(slot: number, source: QueryItemSource): void;
  has(slot: number): boolean;
  /** All terms in order. */
  sortedPostings(): Steps<SortedPostings>;
}

export function createOpenChapter(id: number, from?: Chapter): OpenChapter {
  const present = from === undefined ? createBitmap() : Uint32Array.from(from.present());
  const times = from === undefined ? new Float64Array(CHAPTER_SLOTS) : Float64Array.from(from.times());
  const marked: TermMap = new Map();
  // Words are most of the terms and stand apart, as they are: to put a mark before each would cost a good deal.
  const words: TermMap = new Map();
  from?.scan('', (term, _count, read) => {
    const isWord = term.startsWith(WORD_MARK);
    (isWord ? words : marked).set(isWord ? term.slice(WORD_MARK.length) : term, createTermSlots(read()));
  });
  const memo = createTermMemo(
    (facet, value) => termIn(marked, toTerm(facet, value)),
    (text) => toTokens(text).map((word) => termIn(words, word)),
  );
  let count = countBits(present);
  let slotOfSink = 0;

  /** One for all slots: a sink of its own for each would be garbage by the thousand. */
  const adder: TermSink = {
    facet: (facet, value) => addSlot(memo.facet(facet, value), slotOfSink),
    flag: (term) => addSlot(termIn(marked, term), slotOfSink),
    text(text, room) {
      const terms = memo.text(text);
      const taken = Math.min(terms.length, room);
      for (let index = 0; index < taken; index += 1) {
        const term = terms[index];
        if (term !== undefined) addSlot(term, slotOfSink);
      }
      return terms.length;
    },
  };
  const remover: TermSink = {
    facet: (facet, value) => removeSlot(memo.facet(facet, value), slotOfSink),
    flag: (term) => removeSlot(termIn(marked, term), slotOfSink),
    text(text, room) {
      const terms = memo.text(text);
      for (const term of terms.slice(0, room)) removeSlot(term, slotOfSink);
      return terms.length;
    },
  };

  function bounds(): { readonly firstAt: number; readonly lastAt: number } {
    let firstAt = Number.POSITIVE_INFINITY;
    let lastAt = Number.NEGATIVE_INFINITY;
    forEachSlot(present, (slot) => {
      const at = times[slot] ?? 0;
      if (at < firstAt) firstAt = at;
      if (at > lastAt) lastAt = at;
    });
    return { firstAt, lastAt };
  }

  return {
    summary: () => ({ id, count, ...bounds() }),
    present: () => present,
    times: () => times,
    find(term) {
      const found = term.startsWith(WORD_MARK) ? words.get(term.slice(WORD_MARK.length)) : marked.get(term);
      return found === undefined ? NO_SLOTS : toBitmap(found.posting);
    },
    scan(prefix, fn) {
      if (prefix.startsWith(WORD_MARK)) {
        const start = prefix.slice(WORD_MARK.length);
        scanTerms(words, start, (word, count, read) => fn(WORD_MARK + word, count, read));
      } else {
        scanTerms(marked, prefix, fn);
        if (prefix === '') scanTerms(words, '', (word, count, read) => fn(WORD_MARK + word, count, read));
      }
    },
    has: (slot) => hasBit(present, slot),
    add(slot, at, source) {
      setBit(present, slot);
      times[slot] = at;
      count += 1;
      slotOfSink = slot;
      visitTerms(source, adder);
    },
    remove(slot, source) {
      clearBit(present, slot);
      count -= 1;
      slotOfSink = slot;
      visitTerms(source, remover);
    },
    *sortedPostings() {
      const ofWords = sortTerms(words, WORD_MARK);
      yield;
      const others = sortTerms(marked, '');
      const behind = others.findIndex(([term]) => term > WORD_MARK);
      if (behind === -1) return [...others, ...ofWords];
      return [...others.slice(0, behind), ...ofWords, ...others.slice(behind)];
    },
  };
}

function termIn(terms: TermMap, term: string): TermSlots {
  const known = terms.get(term);
  if (known !== undefined) return known;
  const made = createTermSlots([]);
  terms.set(term, made);
  return made;
}

/** Without a function that compares, sorting is several times as fast. */
function sortTerms(terms: TermMap, mark: string): SortedPostings {
  return [...terms.keys()].sort().map((term) => [mark + term, terms.get(term)?.posting ?? []] as const);
}

function scanTerms(terms: TermMap, prefix: string, fn: Parameters<Chapter['scan']>[1]): void {
  for (const [term, { posting }] of terms) {
    if (!term.startsWith(prefix)) continue;
    const slots = Array.isArray(posting) ? posting.length : countBits(posting);
    if (slots > 0) fn(term, slots, () => posting);
  }
}
