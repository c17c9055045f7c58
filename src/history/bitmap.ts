/** Sequence numbers of one chapter of the index; a bitmap has a bit for each. */
export const CHAPTER_SLOTS = 8_192;
const WORDS = CHAPTER_SLOTS / 32;

/** A set of slots of one chapter. What a function returns may be shared: only `setBit`, `clearBit` and `keepOnly` change one. */
export type Bitmap = Uint32Array;

/** Shared and never changed. */
export const NO_SLOTS: Bitmap = new Uint32Array(WORDS);
export const ALL_SLOTS: Bitmap = new Uint32Array(WORDS).fill(0xffff_ffff);

export function createBitmap(): Bitmap {
  return new Uint32Array(WORDS);
}

export function setBit(bitmap: Bitmap, slot: number): void {
  const word = slot >>> 5;
  bitmap[word] = (bitmap[word] ?? 0) | (1 << (slot & 31));
}

export function clearBit(bitmap: Bitmap, slot: number): void {
  const word = slot >>> 5;
  bitmap[word] = (bitmap[word] ?? 0) & ~(1 << (slot & 31));
}

export function hasBit(bitmap: Bitmap, slot: number): boolean {
  return (((bitmap[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1;
}

export function intersect(a: Bitmap, b: Bitmap): Bitmap {
  if (a === b || b === ALL_SLOTS || a === NO_SLOTS) return a;
  if (a === ALL_SLOTS || b === NO_SLOTS) return b;
  const result = createBitmap();
  for (let word = 0; word < WORDS; word += 1) result[word] = (a[word] ?? 0) & (b[word] ?? 0);
  return result;
}

export function unite(a: Bitmap, b: Bitmap): Bitmap {
  if (a === b || b === NO_SLOTS || a === ALL_SLOTS) return a;
  if (a === NO_SLOTS || b === ALL_SLOTS) return b;
  const result = createBitmap();
  for (let word = 0; word < WORDS; word += 1) result[word] = (a[word] ?? 0) | (b[word] ?? 0);
  return result;
}

/** Slots of `a` that are not in `b`. */
export function subtract(a: Bitmap, b: Bitmap): Bitmap {
  if (b === NO_SLOTS || a === NO_SLOTS) return a;
  if (a === b || b === ALL_SLOTS) return NO_SLOTS;
  const result = createBitmap();
  for (let word = 0; word < WORDS; word += 1) result[word] = (a[word] ?? 0) & ~(b[word] ?? 0);
  return result;
}

/** Takes away from `bitmap` what is not in `other`. */
export function keepOnly(bitmap: Bitmap, other: Bitmap): void {
  if (other === ALL_SLOTS) return;
  for (let word = 0; word < WORDS; word += 1) bitmap[word] = (bitmap[word] ?? 0) & (other[word] ?? 0);
}

/** Slots `from` up to `to`, `to` excluded. */
export function slotsBetween(from: number, to: number): Bitmap {
  if (from <= 0 && to >= CHAPTER_SLOTS) return ALL_SLOTS;
  if (to <= from || to <= 0 || from >= CHAPTER_SLOTS) return NO_SLOTS;
  const result = createBitmap();
  for (let slot = Math.max(0, from); slot < Math.min(to, CHAPTER_SLOTS); slot += 1) setBit(result, slot);
  return result;
}

export function isEmpty(bitmap: Bitmap): boolean {
  return bitmap === NO_SLOTS || bitmap.every((word) => word === 0);
}

export function countBits(bitmap: Bitmap): number {
  let count = 0;
  for (let word = 0; word < WORDS; word += 1) count += countOfWord(bitmap[word] ?? 0);
  return count;
}

/** Slots of the bitmap above `slot`. */
export function countAbove(bitmap: Bitmap, slot: number): number {
  const word = slot >>> 5;
  let count = countOfWord((bitmap[word] ?? 0) & ~lowBits((slot & 31) + 1));
  for (let above = word + 1; above < WORDS; above += 1) count += countOfWord(bitmap[above] ?? 0);
  return count;
}

/** The highest slot at or below `slot`; -1 when there is none. */
export function highestUpTo(bitmap: Bitmap, slot: number): number {
  let word = slot >> 5;
  if (word < 0) return -1;
  let bits = (bitmap[word] ?? 0) & lowBits((slot & 31) + 1);
  while (bits === 0) {
    word -= 1;
    if (word < 0) return -1;
    bits = bitmap[word] ?? 0;
  }
  return word * 32 + 31 - Math.clz32(bits);
}

/** The lowest slot at or above `slot`; -1 when there is none. */
export function lowestFrom(bitmap: Bitmap, slot: number): number {
  let word = slot >> 5;
  if (word >= WORDS) return -1;
  let bits = (bitmap[word] ?? 0) & ~lowBits(slot & 31);
  while (bits === 0) {
    word += 1;
    if (word >= WORDS) return -1;
    bits = bitmap[word] ?? 0;
  }
  return word * 32 + 31 - Math.clz32(bits & -bits);
}

/** The slot with `skip` slots of the bitmap above it; -1 when there are not so many. */
export function slotFromTop(bitmap: Bitmap, skip: number): number {
  let left = skip;
  for (let word = WORDS - 1; word >= 0; word -= 1) {
    const bits = bitmap[word] ?? 0;
    const count = countOfWord(bits);
    if (left >= count) {
      left -= count;
      continue;
    }
    for (let bit = 31; bit >= 0; bit -= 1) {
      if (((bits >>> bit) & 1) === 0) continue;
      if (left === 0) return word * 32 + bit;
      left -= 1;
    }
  }
  return -1;
}

/** Calls `fn` with each slot, rising. */
export function forEachSlot(bitmap: Bitmap, fn: (slot: number) => void): void {
  for (let word = 0; word < WORDS; word += 1) {
    let bits = bitmap[word] ?? 0;
    while (bits !== 0) {
      const lowest = bits & -bits;
      fn(word * 32 + 31 - Math.clz32(lowest));
      bits ^= lowest;
    }
  }
}

/** The `count` lowest bits of a word. */
function lowBits(count: number): number {
  return count >= 32 ? -1 : (1 << count) - 1;
}

/** Bits set in a word, counted in parallel (Hacker's Delight, 5-1). */
function countOfWord(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
