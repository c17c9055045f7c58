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
import { addSlot, removeSlot, toBitmap, type Posting } from './posting.ts';
import { fieldPrefix } from './term.ts';
import type { Terms } from './terms-of.ts';

type Postings = Map<string, Posting>;
const WORD_MARK = fieldPrefix('word');

/** A chapter that is being written: its index is in memory. */
export interface OpenChapter extends Chapter {
  /** `at` in epoch ms. A slot that is taken must be removed first. */
  add(slot: number, at: number, terms: Terms): void;
  /** `terms` are those that it was added with. */
  remove(slot: number, terms: Terms): void;
  has(slot: number): boolean;
  /** All terms in order. */
  sortedPostings(): readonly (readonly [term: string, posting: Posting])[];
}

export function createOpenChapter(id: number, from?: Chapter): OpenChapter {
  const present = from === undefined ? createBitmap() : Uint32Array.from(from.present());
  const times = from === undefined ? new Float64Array(CHAPTER_SLOTS) : Float64Array.from(from.times());
  const marked: Postings = new Map();
  const words: Postings = new Map();
  from?.scan('', (term, _count, read) => {
    const isWord = term.startsWith(WORD_MARK);
    (isWord ? words : marked).set(isWord ? term.slice(WORD_MARK.length) : term, read());
  });
  let count = countBits(present);

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
      const posting = term.startsWith(WORD_MARK) ? words.get(term.slice(WORD_MARK.length)) : marked.get(term);
      return posting === undefined ? NO_SLOTS : toBitmap(posting);
    },
    scan(prefix, fn) {
      if (prefix.startsWith(WORD_MARK)) {
        const start = prefix.slice(WORD_MARK.length);
        scanPostings(words, start, (word, count, read) => fn(WORD_MARK + word, count, read));
      } else {
        scanPostings(marked, prefix, fn);
        if (prefix === '') scanPostings(words, '', (word, count, read) => fn(WORD_MARK + word, count, read));
      }
    },
    has: (slot) => hasBit(present, slot),
    add(slot, at, terms) {
      setBit(present, slot);
      times[slot] = at;
      count += 1;
      addTo(marked, terms.marked, slot);
      addTo(words, terms.words, slot);
    },
    remove(slot, terms) {
      clearBit(present, slot);
      count -= 1;
      removeFrom(marked, terms.marked, slot);
      removeFrom(words, terms.words, slot);
    },
    sortedPostings: () =>
      [...marked, ...[...words].map(([word, posting]) => [WORD_MARK + word, posting] as const)].sort(
        ([a], [b]) => (a < b ? -1 : 1),
      ),
  };
}

function addTo(postings: Postings, terms: readonly string[], slot: number): void {
  for (const term of terms) {
    const posting = postings.get(term);
    const grown = addSlot(posting ?? [], slot);
    if (grown !== posting) postings.set(term, grown);
  }
}

function removeFrom(postings: Postings, terms: readonly string[], slot: number): void {
  for (const term of terms) {
    const posting = postings.get(term);
    if (posting !== undefined) removeSlot(posting, slot);
  }
}

function scanPostings(postings: Postings, prefix: string, fn: Parameters<Chapter['scan']>[1]): void {
  for (const [term, posting] of postings) {
    if (!term.startsWith(prefix)) continue;
    const slots = Array.isArray(posting) ? posting.length : countBits(posting);
    if (slots > 0) fn(term, slots, () => posting);
  }
}
