import type { Statements } from './statements.ts';

/** Events that somebody wants to find again: all in memory, since each row that is shown asks, and in the table `bookmark`. */
export interface Bookmarks {
  readonly seqs: ReadonlySet<number>;
  set(statements: Statements, seq: number, on: boolean): void;
  load(statements: Statements): void;
  clear(): void;
}

export function createBookmarks(): Bookmarks {
  const seqs = new Set<number>();

  return {
    seqs,
    set(statements, seq, on) {
      if (on) {
        seqs.add(seq);
        statements.run('REPLACE INTO bookmark (key) VALUES (?)', seq);
      } else {
        seqs.delete(seq);
        statements.run('DELETE FROM bookmark WHERE key = ?', seq);
      }
    },
    load(statements) {
      for (const { key } of statements.all<{ key: number }>('SELECT key FROM bookmark')) seqs.add(key);
    },
    clear: () => seqs.clear(),
  };
}
