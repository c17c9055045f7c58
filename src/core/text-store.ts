/** Bytes of one block: more than a hundred events. A calm house has some three of them. */
const BLOCK_BYTES = 131_072;
/** Most bytes of UTF-8 that one unit of a string becomes. */
const MAX_BYTES_PER_UNIT = 3;
/** Blocks without a text that wait to be used again. */
const MAX_SPARE_BLOCKS = 2;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Where texts are kept, and how many of them are not released yet. */
export interface TextBlock {
  readonly bytes: Uint8Array;
  texts: number;
}

/** A place in a block, which lives as long as one of its texts does. */
export interface KeptText {
  readonly block: TextBlock;
  readonly start: number;
  readonly end: number;
}

/**
 * Keeps many texts as UTF-8 in large blocks. 100,000 strings on the heap are what a garbage collector spends its time on
 * and what it lets grow to several times their size; here they are some dozen objects, and a character is one byte also
 * where one in a text is not Latin. Texts must be well formed, as all are that were decoded from UTF-8.
 */
export interface TextStore {
  keep(text: string): KeptText;
  /** The same for bytes off the wire, which need not be encoded. What is malformed in them is read as U+FFFD. */
  keepBytes(bytes: Uint8Array): KeptText;
  /** The text will not be read again; call it once. A flood then writes over its own blocks and leaves no garbage. */
  release(kept: KeptText): void;
}

export function createTextStore(blockBytes = BLOCK_BYTES): TextStore {
  let block: TextBlock = { bytes: new Uint8Array(0), texts: 0 };
  let used = 0;
  const spare: TextBlock[] = [];

  function makeRoom(needed: number): void {
    if (needed <= block.bytes.length - used) return;
    used = 0;
    if (block.texts === 0 && needed <= block.bytes.length) return;
    const again = needed <= blockBytes ? spare.pop() : undefined;
    block = again ?? { bytes: new Uint8Array(Math.max(blockBytes, needed)), texts: 0 };
  }

  function take(length: number): KeptText {
    const start = used;
    used += length;
    block.texts += 1;
    return { block, start, end: used };
  }

  return {
    keep(text) {
      makeRoom(text.length * MAX_BYTES_PER_UNIT);
      return take(encoder.encodeInto(text, block.bytes.subarray(used)).written);
    },
    keepBytes(bytes) {
      makeRoom(bytes.length);
      block.bytes.set(bytes, used);
      return take(bytes.length);
    },
    release({ block: left }) {
      left.texts -= 1;
      const isSpare = left.texts === 0 && left !== block && left.bytes.length === blockBytes;
      if (isSpare && spare.length < MAX_SPARE_BLOCKS) spare.push(left);
    },
  };
}

export function readKeptText(kept: KeptText): string {
  return decoder.decode(viewKeptText(kept));
}

/** The UTF-8 itself; valid until the text is released. */
export function viewKeptText({ block, start, end }: KeptText): Uint8Array {
  return block.bytes.subarray(start, end);
}
