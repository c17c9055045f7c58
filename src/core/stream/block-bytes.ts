const LF = 10;
const CR = 13;
const COLON = 0x3a;
const DATA = [0x64, 0x61, 0x74, 0x61] as const;
const BOM = [0xef, 0xbb, 0xbf] as const;

/** Whether the line from `start`, which ends at `end` or at a line end before, is of the field `data`. */
export function isDataLine(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < DATA.length) return false;
  for (let i = 0; i < DATA.length; i += 1) if (bytes[start + i] !== DATA[i]) return false;
  const next = bytes[start + DATA.length];
  return start + DATA.length === end || next === COLON || next === LF || next === CR;
}

/**
 * Rebuilds a block from its `data` lines, LF between them, or nothing when it has none. In one copy: a large block can
 * have so many lines that an object for each would take far more memory than the block.
 */
export function keepDataLines(block: Uint8Array): Uint8Array {
  const kept = new Uint8Array(block);
  let length = 0;
  let start = 0;
  for (let i = 0; i < block.length; i += 1) {
    if (block[i] !== LF && block[i] !== CR) continue;
    if (isDataLine(block, start, i)) {
      kept.copyWithin(length, start, i);
      length += i - start;
      kept[length] = LF;
      length += 1;
    }
    start = i + 1;
  }
  if (length === 0) return kept.subarray(0, 0);
  // There is space: the blank line that ended the block was not copied.
  kept[length] = LF;
  return kept.subarray(0, length + 1);
}

/** Without the one byte order mark that a stream may begin with. */
export function withoutBom(block: Uint8Array): Uint8Array {
  return BOM.every((byte, i) => block[i] === byte) ? block.subarray(BOM.length) : block;
}

export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
