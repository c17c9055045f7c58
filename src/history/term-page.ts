import { ByteReader } from './byte-reader.ts';
import { createByteWriter } from './byte-writer.ts';
import { readPosting, skipPosting, toSlots, writePosting, type Posting } from './posting.ts';
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

/** `postings` in order of their terms. */
export function* packTerms(
  postings: readonly (readonly [term: string, posting: Posting])[],
): Steps<readonly TermPage[]> {
  const pages: TermPage[] = [];
  const writer = createByteWriter(PAGE_BYTES * 2);
  let firstTerm = '';
  let previous = '';
  const close = (): void => {
    if (writer.length() > 0) pages.push({ firstTerm, bytes: writer.take() });
    previous = '';
  };
  for (const [index, [term, posting]] of postings.entries()) {
    if (index % STEP_TERMS === STEP_TERMS - 1) yield;
    const slots = toSlots(posting);
    if (slots.length === 0) continue;
    if (writer.length() === 0) firstTerm = term;
    const shared = sharedLength(previous, term);
    writer.varint(shared);
    writer.text(term.slice(shared));
    writePosting(writer, slots);
    previous = term;
    if (writer.length() >= PAGE_BYTES) close();
  }
  close();
  return pages;
}

/** One term of a page. Its slots are read when they are asked for, before the next term is. */
export interface PageTerm {
  readonly term: string;
  readonly count: number;
  posting(): Posting;
}

/** The terms of a page from `from` on. */
export function* readTerms(page: Uint8Array, from: string): Generator<PageTerm, void> {
  const reader = new ByteReader(page);
  let term = '';
  while (!reader.isAtEnd) {
    const shared = reader.varint();
    term = term.slice(0, shared) + reader.text();
    const start = reader.at;
    const count = skipPosting(reader);
    if (term >= from) yield { term, count, posting: () => readPosting(new ByteReader(page, start)) };
  }
}

/** Slots of one term of a page; `null` when it is not there. */
export function findTerm(page: Uint8Array, wanted: string): Posting | null {
  const reader = new ByteReader(page);
  let term = '';
  while (!reader.isAtEnd) {
    const shared = reader.varint();
    term = term.slice(0, shared) + reader.text();
    if (term === wanted) return readPosting(reader);
    if (term > wanted) return null;
    skipPosting(reader);
  }
  return null;
}

/** Never ends between the halves of a surrogate pair, which UTF-8 could not carry one by one. */
function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  const last = a.charCodeAt(length - 1);
  return last >= HIGH_SURROGATE_MIN && last <= HIGH_SURROGATE_MAX ? length - 1 : length;
}
