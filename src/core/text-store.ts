/** Bytes of one block: a few thousand events. */
const BLOCK_BYTES = 1_048_576;
/** Most bytes of UTF-8 that one unit of a string becomes. */
const MAX_BYTES_PER_UNIT = 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Where a text is kept. Its block lives as long as one of its texts does. */
export interface KeptText {
  readonly block: Uint8Array;
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
}

export function createTextStore(blockBytes = BLOCK_BYTES): TextStore {
  let block = new Uint8Array(0);
  let used = 0;
  return {
    keep(text) {
      const needed = text.length * MAX_BYTES_PER_UNIT;
      if (needed > block.length - used) {
        block = new Uint8Array(Math.max(blockBytes, needed));
        used = 0;
      }
      const start = used;
      used += encoder.encodeInto(text, block.subarray(start)).written;
      return { block, start, end: used };
    },
  };
}

export function readKeptText({ block, start, end }: KeptText): string {
  return decoder.decode(block.subarray(start, end));
}
