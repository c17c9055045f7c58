import type { Shelf } from './shelf.ts';

/** Sequence numbers that somebody wants to find again: all in memory, since a query looks at them row by row, and on the shelf. */
export interface Bookmarks {
  readonly seqs: ReadonlySet<number>;
  set(seq: number, on: boolean): void;
  /** Forgets those whose events are trimmed. */
  dropBelow(floor: number): void;
  /** Reads those on the shelf. */
  load(): void;
  /** Everything was forgotten, or is another database. */
  reset(): void;
}

export function createBookmarks(shelf: Shelf): Bookmarks {
  const seqs = new Set<number>();

  function set(seq: number, on: boolean): void {
    if (on) {
      seqs.add(seq);
      shelf.bookmark.put(seq, Uint8Array.of(1));
    } else {
      seqs.delete(seq);
      shelf.bookmark.remove(seq);
    }
  }

  return {
    seqs,
    set,
    dropBelow(floor) {
      for (const seq of seqs) if (seq < floor) set(seq, false);
    },
    load() {
      for (const seq of shelf.bookmark.ids(0, Number.MAX_SAFE_INTEGER)) seqs.add(seq);
    },
    reset: () => seqs.clear(),
  };
}
