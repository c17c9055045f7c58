import type { Row } from '../events/row.ts';

/** Number of rows that are requested and dropped together. */
const CHUNK_ROWS = 100;
const MAX_CHUNKS = 64;

/** Rows of ordinals `from` up to `from + count`. */
export interface Stretch {
  readonly from: number;
  readonly count: number;
}

/**
 * The rows of a list that the page has, by ordinal: those around the recent viewports. Its size is limited for any
 * list. `undefined`: not in the cache. `null`: no longer stored.
 */
export class RowCache {
  /** The most recently used one is last. */
  readonly #chunks = new Map<number, (Row | null | undefined)[]>();

  get(ordinal: number): Row | null | undefined {
    const chunk = Math.floor(ordinal / CHUNK_ROWS);
    return this.#chunks.get(chunk)?.[ordinal - chunk * CHUNK_ROWS];
  }

  put(from: number, rows: readonly (Row | null)[]): void {
    rows.forEach((row, at) => {
      const ordinal = from + at;
      const chunk = Math.floor(ordinal / CHUNK_ROWS);
      this.#use(chunk)[ordinal - chunk * CHUNK_ROWS] = row;
    });
    this.#trim();
  }

  /** Marks rows as used, so that they are not dropped. */
  touch(from: number, end: number): void {
    for (const chunk of chunksOf(from, end)) if (this.#chunks.has(chunk)) this.#use(chunk);
  }

  /** The missing ordinals from `from` up to `end`: at most one range for each chunk, in order. */
  missing(from: number, end: number): readonly Stretch[] {
    const found: Stretch[] = [];
    for (const chunk of chunksOf(from, end)) {
      const start = Math.max(from, chunk * CHUNK_ROWS);
      const stop = Math.min(end, (chunk + 1) * CHUNK_ROWS);
      let low = start;
      let high = stop;
      while (low < high && this.get(low) !== undefined) low += 1;
      while (high > low && this.get(high - 1) !== undefined) high -= 1;
      if (high > low) found.push({ from: low, count: high - low });
    }
    return found;
  }

  #use(chunk: number): (Row | null | undefined)[] {
    const rows = this.#chunks.get(chunk) ?? new Array<Row | null | undefined>(CHUNK_ROWS);
    this.#chunks.delete(chunk);
    this.#chunks.set(chunk, rows);
    return rows;
  }

  #trim(): void {
    for (const oldest of this.#chunks.keys()) {
      if (this.#chunks.size <= MAX_CHUNKS) return;
      this.#chunks.delete(oldest);
    }
  }
}

function chunksOf(from: number, end: number): readonly number[] {
  const first = Math.floor(from / CHUNK_ROWS);
  const count = Math.max(0, Math.ceil(end / CHUNK_ROWS) - first);
  return end <= from ? [] : Array.from({ length: count }, (_, at) => first + at);
}

/** Grows a range to whole chunks, so that further scrolling finds its rows. */
export function toWholeChunks(from: number, end: number): { readonly from: number; readonly end: number } {
  return {
    from: Math.floor(from / CHUNK_ROWS) * CHUNK_ROWS,
    end: Math.ceil(end / CHUNK_ROWS) * CHUNK_ROWS,
  };
}
