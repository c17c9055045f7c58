import { CHAPTER_SLOTS, clearBit, createBitmap, forEachSlot, setBit, type Bitmap } from './bitmap.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** From so many slots on a bitmap is smaller than a list of them, in memory and on disk. */
const MAX_LISTED = 512;
const BITMAP_BYTES = CHAPTER_SLOTS / 8;

/** Slots in which a term occurs, while they are being collected: a rising list, or a bitmap when there are many. */
export type Posting = number[] | Bitmap;

/** A term of a chapter that is being written. */
export interface TermSlots {
  posting: Posting;
  /** The slot that was added last, since an event has many a word several times. -1: not known. */
  last: number;
}

export function createTermSlots(posting: Posting): TermSlots {
  return { posting, last: -1 };
}

export function addSlot(term: TermSlots, slot: number): void {
  if (term.last === slot) return;
  const { posting, last } = term;
  term.last = slot;
  if (!Array.isArray(posting)) setBit(posting, slot);
  // A list of one that is made so takes a fifth of the memory of an empty one that grows, and half of all terms occur once.
  else if (posting.length === 0) term.posting = [slot];
  else if (last !== -1 && last < slot && posting[posting.length - 1] === last) posting.push(slot);
  else insertSlot(posting, slot);
  if (Array.isArray(posting) && posting.length > MAX_LISTED) term.posting = toBitmap(posting);
}

function insertSlot(posting: number[], slot: number): void {
  const last = posting.at(-1);
  if (last === undefined || last < slot) posting.push(slot);
  else if (!posting.includes(slot)) posting.splice(placeOf(posting, slot), 0, slot);
}

export function removeSlot(term: TermSlots, slot: number): void {
  const { posting } = term;
  term.last = -1;
  if (!Array.isArray(posting)) clearBit(posting, slot);
  else if (posting.includes(slot)) posting.splice(posting.indexOf(slot), 1);
}

export function toBitmap(posting: Posting): Bitmap {
  if (!Array.isArray(posting)) return posting;
  const bitmap = createBitmap();
  for (const slot of posting) setBit(bitmap, slot);
  return bitmap;
}

export function toSlots(posting: Posting): readonly number[] {
  if (Array.isArray(posting)) return posting;
  const slots: number[] = [];
  forEachSlot(posting, (slot) => slots.push(slot));
  return slots;
}

/** The number of slots, then the distances between them, or the bits where there are many. */
export function writePosting(writer: ByteWriter, slots: readonly number[]): void {
  writer.varint(slots.length);
  if (slots.length > MAX_LISTED) {
    const bitmap = toBitmap([...slots]);
    writer.bytes(new Uint8Array(bitmap.buffer, bitmap.byteOffset, BITMAP_BYTES));
    return;
  }
  let previous = -1;
  for (const slot of slots) {
    writer.varint(slot - previous - 1);
    previous = slot;
  }
}

export function readPosting(reader: ByteReader): Posting {
  const count = reader.varint();
  if (count > MAX_LISTED) {
    const copy = Uint8Array.prototype.slice.call(reader.bytes(BITMAP_BYTES));
    return new Uint32Array(copy.buffer, copy.byteOffset, BITMAP_BYTES / 4);
  }
  const slots: number[] = [];
  let previous = -1;
  for (let index = 0; index < count; index += 1) {
    previous += reader.varint() + 1;
    slots.push(previous);
  }
  return slots;
}

/** The number of slots of a posting that is passed over. */
export function skipPosting(reader: ByteReader): number {
  const count = reader.varint();
  if (count > MAX_LISTED) reader.bytes(BITMAP_BYTES);
  else for (let index = 0; index < count; index += 1) reader.varint();
  return count;
}

function placeOf(slots: readonly number[], slot: number): number {
  const place = slots.findIndex((each) => each > slot);
  return place === -1 ? slots.length : place;
}
