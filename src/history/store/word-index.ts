import type { Statements } from './statements.ts';

/** Stands for the words of an event with so many that not all are in the index. No word of a text has such a sign. */
export const MORE_WORDS = '§more';

/** The table `words`. It takes what is new in rising keys, which is all that FTS5 can append. */
export interface WordIndex {
  add(key: number, words: readonly string[], isWhole: boolean): void;
  remove(key: number): void;
  save(): void;
  reset(): void;
}

export function createWordIndex(statements: Statements): WordIndex {
  const added = new Map<number, string>();

  return {
    add(key, words, isWhole) {
      added.set(key, isWhole ? words.join(' ') : `${words.join(' ')} ${MORE_WORDS}`);
    },
    remove(key) {
      // FTS5 takes a double for no row id.
      if (!added.delete(key)) statements.run('DELETE FROM words WHERE rowid = ?', BigInt(key));
    },
    save() {
      for (const key of [...added.keys()].sort((a, b) => a - b)) {
        statements.run('INSERT INTO words (rowid, text) VALUES (?, ?)', BigInt(key), added.get(key) ?? '');
      }
      added.clear();
    },
    reset: () => added.clear(),
  };
}
