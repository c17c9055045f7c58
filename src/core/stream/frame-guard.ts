import { LIMITS } from '../limits.ts';

const LF = 10;
const CR = 13;
const BOM = [0xef, 0xbb, 0xbf] as const;
const DATA = [0x64, 0x61, 0x74, 0x61] as const;
const COLON = 0x3a;
const MAX_PIECES = 1_024;

/** Stands between the socket and the parser. */
export interface FrameGuard {
  /** Takes what came from the socket, returns what the parser may see: whole blocks, LF only, `data` lines only. */
  push(chunk: Uint8Array): readonly Uint8Array[];
}

/**
 * A parser of Server-Sent Events trusts its server: it buffers an endless line, obeys `retry:`, remembers `id:` for
 * ever and lets `event: error` speak in its own name. Home Assistant sends nothing but `data:`, so this guard lets
 * nothing else through. It works on bytes and on whole blocks (the lines up to a blank one), keeps at most one
 * unfinished block, drops a block that grows too large and tells its size when it ends.
 * Line ends are CRLF, LF or CR: HTML standard 9.2.5.
 */
export function createFrameGuard(
  onOversize: (bytes: number) => void,
  limits: { readonly maxLineBytes: number; readonly maxEventBytes: number } = LIMITS,
): FrameGuard {
  /** Pieces of the unfinished block from earlier chunks. Empty while dropping. */
  let held: Uint8Array[] = [];
  let blockBytes = 0;
  let lineBytes = 0;
  let lines = 0;
  let dropping = false;
  /** The last chunk ended in CR; a leading LF of the next belongs to it. */
  let afterCr = false;
  /** A block is plain when it is one `data:` line ended by LF: then its bytes go on untouched. */
  let sawCr = false;
  let atStreamStart = true;

  function grow(bytes: number): void {
    lineBytes += bytes;
    blockBytes += bytes;
    if (!dropping && (lineBytes > limits.maxLineBytes || blockBytes > limits.maxEventBytes)) {
      dropping = true;
      held = [];
    }
  }

  /** A block that arrives byte by byte must not cost an object a byte. */
  function hold(piece: Uint8Array): void {
    held.push(piece);
    if (held.length > MAX_PIECES) held = [concat(held)];
  }

  function closeBlock(last: Uint8Array, out: Uint8Array[]): void {
    if (dropping) {
      onOversize(blockBytes);
    } else if (lines > 0) {
      const block = held.length === 0 ? last : concat([...held, last]);
      const plain = !sawCr && lines === 1 && !atStreamStart && isDataLine(block, 0, block.length);
      const kept = plain ? block : keepDataLines(atStreamStart ? withoutBom(block) : block);
      if (kept.length > 0) out.push(kept);
    }
    atStreamStart = false;
    held = [];
    blockBytes = lineBytes = lines = 0;
    dropping = sawCr = false;
  }

  return {
    push(chunk) {
      const out: Uint8Array[] = [];
      let start = 0;
      if (afterCr && chunk.length > 0) {
        if (chunk[0] === LF) start = 1;
        afterCr = false;
      }
      let at = start;
      // Each is looked for again only once it is behind: otherwise a storm of the one searches the rest of the chunk for
      // the other at every line, and 64 kB take half a second.
      let nextCr = chunk.indexOf(CR, at);
      let nextLf = chunk.indexOf(LF, at);
      while (at < chunk.length) {
        if (nextLf !== -1 && nextLf < at) nextLf = chunk.indexOf(LF, at);
        if (nextCr !== -1 && nextCr < at) nextCr = chunk.indexOf(CR, at);
        const isCr = nextCr !== -1 && (nextLf === -1 || nextCr < nextLf);
        const end = isCr ? nextCr : nextLf;
        if (end === -1) {
          grow(chunk.length - at);
          break;
        }
        grow(end - at);
        const blank = lineBytes === 0;
        at = end + 1;
        if (isCr) {
          sawCr = true;
          if (at < chunk.length) at += chunk[at] === LF ? 1 : 0;
          else afterCr = true;
        }
        if (blank) {
          closeBlock(chunk.subarray(start, at), out);
          start = at;
        } else {
          lines += 1;
          lineBytes = 0;
        }
      }
      if (!dropping && start < chunk.length) hold(chunk.subarray(start));
      return out;
    },
  };
}

function isDataLine(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < DATA.length) return false;
  for (let i = 0; i < DATA.length; i += 1) if (bytes[start + i] !== DATA[i]) return false;
  const next = bytes[start + DATA.length];
  return start + DATA.length === end || next === COLON || next === LF || next === CR;
}

/**
 * Rebuilds a block from its `data` lines, LF between them, or nothing when it has none. In place in one copy: a block of
 * 4 MiB can have 800,000 lines, and an object for each would be a hundred megabytes.
 */
function keepDataLines(block: Uint8Array): Uint8Array {
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
  // There is room: the blank line that ended the block was not copied.
  kept[length] = LF;
  return kept.subarray(0, length + 1);
}

function withoutBom(block: Uint8Array): Uint8Array {
  return BOM.every((byte, i) => block[i] === byte) ? block.subarray(BOM.length) : block;
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
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
