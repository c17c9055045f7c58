import { open } from 'node:fs/promises';

/** Bytes that are read at once. */
const CHUNK_BYTES = 256 * 1_024;

const LINE_FEED = 0x0a;

export interface LineBatch {
  /** Lines without their line ends; `null` for one that is longer than allowed. */
  readonly lines: readonly (string | null)[];
  /** Bytes of the file that were read so far. */
  readonly bytesRead: number;
}

export interface ReadLinesOptions {
  readonly maxLineBytes: number;
  readonly signal: AbortSignal;
}

/**
 * The lines of a UTF-8 file, some hundred at a time, in constant memory. A line that is too long is skipped and returned
 * as `null`. Ends early, without an error, when the signal aborts.
 *
 * @throws the system's error.
 */
export async function* readLines(
  path: string,
  { maxLineBytes, signal }: ReadLinesOptions,
): AsyncGenerator<LineBatch> {
  const file = await open(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let bytesRead = 0;
    /** Of the line that is not over. Only what is allowed is kept. */
    let parts: Buffer[] = [];
    let lineBytes = 0;
    const add = (part: Uint8Array): void => {
      lineBytes += part.length;
      if (lineBytes > maxLineBytes) parts = [];
      // A copy, because the next read overwrites the chunk.
      else if (part.length > 0) parts.push(Buffer.from(part));
    };
    const take = (): string | null => {
      const text = lineBytes > maxLineBytes ? null : Buffer.concat(parts).toString('utf8');
      parts = [];
      lineBytes = 0;
      return text;
    };
    while (!signal.aborted) {
      const { bytesRead: length } = await file.read(chunk, 0, CHUNK_BYTES);
      if (length === 0) break;
      bytesRead += length;
      const lines: (string | null)[] = [];
      let start = 0;
      for (
        let end = chunk.indexOf(LINE_FEED);
        end !== -1 && end < length;
        end = chunk.indexOf(LINE_FEED, start)
      ) {
        add(chunk.subarray(start, end));
        lines.push(take());
        start = end + 1;
      }
      add(chunk.subarray(start, length));
      yield { lines, bytesRead };
    }
    if (!signal.aborted && lineBytes > 0) yield { lines: [take()], bytesRead };
  } finally {
    await file.close();
  }
}
