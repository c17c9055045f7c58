import { CHAPTER_SLOTS, createBitmap, setBit, type Bitmap } from './bitmap.ts';
import { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** From so many slots on a bitmap is smaller than a list of them. */
const MAX_LISTED = 512;
const BITMAP_BYTES = CHAPTER_SLOTS / 8;

/** The slots in which a term occurs. To be read before anything else is asked of its chapter. */
export interface Posting {
  readonly count: number;
  addTo(bitmap: Bitmap): void;
}

export function toBitmap(posting: Posting): Bitmap {
  const bitmap = createBitmap();
  posting.addTo(bitmap);
  return bitmap;
}

/** The same into a bitmap that is used again: one for each of many terms would be a kilobyte of garbage a term. */
export function readInto(bitmap: Bitmap, posting: Posting): void {
  bitmap.fill(0);
  posting.addTo(bitmap);
}

/** The slots of one term among those of many, from `from` up to `to` (excluded), rising. */
export class SlotRun implements Posting {
  readonly #slots: Uint16Array;
  readonly #from: number;
  readonly #to: number;

  constructor(slots: Uint16Array, from: number, to: number) {
    this.#slots = slots;
    this.#from = from;
    this.#to = to;
  }

  get count(): number {
    return this.#to - this.#from;
  }

  addTo(bitmap: Bitmap): void {
    for (let index = this.#from; index < this.#to; index += 1) setBit(bitmap, this.#slots[index] ?? 0);
  }

  /** The number of slots, then the distances between them, or the bits where there are many. */
  write(writer: ByteWriter): void {
    writer.varint(this.count);
    if (this.count > MAX_LISTED) {
      const bitmap = toBitmap(this);
      writer.bytes(new Uint8Array(bitmap.buffer, bitmap.byteOffset, BITMAP_BYTES));
      return;
    }
    let previous = -1;
    for (let index = this.#from; index < this.#to; index += 1) {
      const slot = this.#slots[index] ?? 0;
      writer.varint(slot - previous - 1);
      previous = slot;
    }
  }
}

/** Terms in order, each with its slots. */
export type SortedTerms = readonly (readonly [term: string, slots: SlotRun])[];

/** What `SlotRun` wrote, read when it is asked for. */
export class WrittenPosting implements Posting {
  readonly count: number;
  readonly #page: Uint8Array;
  readonly #at: number;

  /** The reader is behind it then. */
  constructor(page: Uint8Array, reader: ByteReader) {
    this.#page = page;
    this.#at = reader.at;
    this.count = skipPosting(reader);
  }

  addTo(bitmap: Bitmap): void {
    readPosting(new ByteReader(this.#page, this.#at), bitmap);
  }
}

/** Adds the slots of a posting to a bitmap. */
export function readPosting(reader: ByteReader, into: Bitmap): void {
  const count = reader.varint();
  if (count > MAX_LISTED) {
    addBits(into, reader.bytes(BITMAP_BYTES));
    return;
  }
  let slot = -1;
  for (let index = 0; index < count; index += 1) {
    slot += reader.varint() + 1;
    setBit(into, slot);
  }
}

/** The number of slots of a posting that is passed over. */
export function skipPosting(reader: ByteReader): number {
  const count = reader.varint();
  if (count > MAX_LISTED) reader.bytes(BITMAP_BYTES);
  else reader.skipVarints(count);
  return count;
}

function addBits(into: Bitmap, bits: Uint8Array): void {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, BITMAP_BYTES);
  for (let index = 0; index < BITMAP_BYTES; index += 1)
    bytes[index] = (bytes[index] ?? 0) | (bits[index] ?? 0);
}
