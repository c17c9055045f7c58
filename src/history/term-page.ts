import { NO_SLOTS, createBitmap, type Bitmap } from './bitmap.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import {
  WrittenPosting,
  readPosting,
  skipPosting,
  type Posting,
  type SlotRun,
  type SortedTerms,
} from './posting.ts';
import type { Steps } from './steps.ts';

/** A page of terms is closed once it has so many bytes: one or two fill a leaf of the database. */
const PAGE_BYTES = 1_600;
const HIGH_SURROGATE_MIN = 0xd800;
const HIGH_SURROGATE_MAX = 0xdbff;

/** Terms of one chapter, sorted, each with what it shares with the one before left out, and their slots. */
export interface TermPage {
  readonly firstTerm: string;
  readonly bytes: Uint8Array;
}

/** Terms that are packed in one step: some 2 ms. */
const STEP_TERMS = 1_024;

export function* packTerms(terms: SortedTerms): Steps<readonly TermPage[]> {
  const packer = new TermPacker();
  for (let from = 0; from < terms.length; from += STEP_TERMS) {
    for (const [term, slots] of terms.slice(from, from + STEP_TERMS)) packer.add(term, slots);
    yield;
  }
  return packer.finish();
}

class TermPacker {
  readonly #pages: TermPage[] = [];
  readonly #writer = new ByteWriter(PAGE_BYTES * 2);
  #firstTerm = '';
  #previous = '';

  /** Terms come in order. */
  add(term: string, slots: SlotRun): void {
    if (slots.count === 0) return;
    if (this.#writer.length === 0) this.#firstTerm = term;
    const shared = sharedLength(this.#previous, term);
    this.#writer.varint(shared);
    this.#writer.text(term.slice(shared));
    slots.write(this.#writer);
    this.#previous = term;
    if (this.#writer.length >= PAGE_BYTES) this.#closePage();
  }

  finish(): readonly TermPage[] {
    if (this.#writer.length > 0) this.#closePage();
    return this.#pages;
  }

  #closePage(): void {
    this.#pages.push({ firstTerm: this.#firstTerm, bytes: this.#writer.take() });
    this.#previous = '';
  }
}

/** Hands on the terms of a page that begin so. True when one behind all of them was met. */
export function scanPage(
  page: Uint8Array,
  prefix: string,
  fn: (term: string, posting: Posting) => void,
): boolean {
  const reader = new ByteReader(page);
  let term = '';
  while (!reader.isAtEnd) {
    const shared = reader.varint();
    term = term.slice(0, shared) + reader.text();
    const posting = new WrittenPosting(page, reader);
    if (term < prefix) continue;
    if (!term.startsWith(prefix)) return true;
    fn(term, posting);
  }
  return false;
}

/** Slots of one term of a page. */
export function findTerm(page: Uint8Array, wanted: string): Bitmap {
  const reader = new ByteReader(page);
  let term = '';
  while (!reader.isAtEnd) {
    const shared = reader.varint();
    term = term.slice(0, shared) + reader.text();
    if (term > wanted) break;
    if (term === wanted) {
      const found = createBitmap();
      readPosting(reader, found);
      return found;
    }
    skipPosting(reader);
  }
  return NO_SLOTS;
}

/** Never ends between the halves of a surrogate pair, which UTF-8 could not carry one by one. */
function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  const last = a.charCodeAt(length - 1);
  return last >= HIGH_SURROGATE_MIN && last <= HIGH_SURROGATE_MAX ? length - 1 : length;
}
