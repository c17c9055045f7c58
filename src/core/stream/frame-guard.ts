import { LIMITS } from '../limits.ts';
import { concat, isDataLine, keepDataLines, withoutBom } from './block-bytes.ts';

const LF = 10;
const CR = 13;
const MAX_PIECES = 1_024;

/** Called for blocks that are too large. Line ends are not counted. */
export interface OversizeListener {
  /** A block has exceeded a limit. Called once for each, with its bytes so far; it may never end. */
  onOversize(bytes: number): void;
  /** Such a block has ended, with so many bytes. */
  onOversizeEnd?(bytes: number): void;
}

/** Stands between the socket and the parser. */
export interface FrameGuard {
  /**
   * Takes bytes from the socket. Returns the bytes for the parser: whole blocks, LF only, `data` lines only. Adjacent
   * blocks that need no change stay in one piece, which is not copied.
   */
  push(chunk: Uint8Array): readonly Uint8Array[];
}

/**
 * A parser of Server-Sent Events trusts its server: it buffers an endless line, obeys `retry:`, keeps `id:`
 * and dispatches `event: error` like its own error. Home Assistant sends only `data:`, so this guard passes on
 * nothing else. It works on bytes and on whole blocks (the lines up to a blank one), keeps at most one
 * unfinished block, drops a block as soon as it is too large and reports its size when it ends.
 * Line ends are CRLF, LF or CR: HTML standard 9.2.5.
 */
export function createFrameGuard(
  listener: OversizeListener,
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
  /** A block is plain when it is one `data:` line ended by LF: then its bytes are passed on unchanged. */
  let sawCr = false;
  let atStreamStart = true;

  function grow(bytes: number): void {
    lineBytes += bytes;
    blockBytes += bytes;
    if (!dropping && (lineBytes > limits.maxLineBytes || blockBytes > limits.maxEventBytes)) {
      dropping = true;
      held = [];
      listener.onOversize(blockBytes);
    }
  }

  /** A block that arrives byte by byte must not keep one object for each byte. */
  function hold(piece: Uint8Array): void {
    held.push(piece);
    if (held.length > MAX_PIECES) held = [concat(held)];
  }

  function closeBlock(chunk: Uint8Array, start: number, end: number, out: Pieces): void {
    if (dropping) {
      listener.onOversizeEnd?.(blockBytes);
    } else if (lines > 0) {
      const mayBePlain = !sawCr && lines === 1 && !atStreamStart;
      if (mayBePlain && held.length === 0 && isDataLine(chunk, start, end)) {
        out.addPlain(start, end);
      } else {
        const last = chunk.subarray(start, end);
        const block = held.length === 0 ? last : concat([...held, last]);
        const isPlain = mayBePlain && isDataLine(block, 0, block.length);
        out.add(isPlain ? block : keepDataLines(atStreamStart ? withoutBom(block) : block));
      }
    }
    atStreamStart = false;
    if (held.length > 0) held = [];
    blockBytes = lineBytes = lines = 0;
    dropping = sawCr = false;
  }

  return {
    push(chunk) {
      const out = new Pieces(chunk);
      let start = 0;
      if (afterCr && chunk.length > 0) {
        if (chunk[0] === LF) start = 1;
        afterCr = false;
      }
      let at = start;
      // Each is searched for again only when the last one found is behind. Otherwise, with many of the one, every line
      // would search the rest of the chunk for the other, which takes quadratic time.
      let nextCr = chunk.indexOf(CR, at);
      let nextLf = chunk.indexOf(LF, at);
      while (at < chunk.length) {
        if (nextLf !== -1 && nextLf < at) nextLf = chunk[at] === LF ? at : chunk.indexOf(LF, at);
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
          closeBlock(chunk, start, at, out);
          start = at;
        } else {
          lines += 1;
          lineBytes = 0;
        }
      }
      if (!dropping && start < chunk.length) hold(chunk.subarray(start));
      return out.done();
    },
  };
}

/** The output of one chunk. Its adjacent plain blocks are one piece. */
class Pieces {
  readonly #chunk: Uint8Array;
  readonly #pieces: Uint8Array[] = [];
  /** Bounds of the plain blocks that are not yet a piece. */
  #start = 0;
  #end = 0;

  constructor(chunk: Uint8Array) {
    this.#chunk = chunk;
  }

  /** A plain block of the chunk itself. */
  addPlain(start: number, end: number): void {
    if (start !== this.#end) {
      this.#cut();
      this.#start = start;
    }
    this.#end = end;
  }

  /** Any other block; an empty one is left out. */
  add(block: Uint8Array): void {
    if (block.length === 0) return;
    this.#cut();
    this.#pieces.push(block);
  }

  done(): readonly Uint8Array[] {
    this.#cut();
    return this.#pieces;
  }

  #cut(): void {
    if (this.#end > this.#start) this.#pieces.push(this.#chunk.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }
}
