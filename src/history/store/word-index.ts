import type { Statements } from './statements.ts';

/** Stands for the words of an event with so many that not all are in the index. No word of a text has such a sign. */
export const MORE_WORDS = '§more';

/** Words that a query names at most. */
const MAX_NAMED = 64;
/** Seen by this connection only. https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module */
const VOCABULARY = `CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab ('main', 'words', 'row')`;

/** The table `words`. It takes what is new in rising keys, which is all that FTS5 can append. */
export function createWordIndex(statements: Statements) {
  const added = new Map<number, string>();
  let hasVocabulary = false;

  return {
    add(key: number, words: readonly string[], isWhole: boolean): void {
      added.set(key, isWhole ? words.join(' ') : `${words.join(' ')} ${MORE_WORDS}`);
    },
    remove(key: number): void {
      // FTS5 takes a double for no row id.
      if (!added.delete(key)) statements.run('DELETE FROM words WHERE rowid = ?', BigInt(key));
    },
    /** The words in the index that begin so; `null` when there are more than a query can name. */
    beginningWith(start: string): readonly string[] | null {
      hasVocabulary ||= statements.run(VOCABULARY) >= 0;
      const found = statements.all<{ term: string }>(
        'SELECT term FROM temp.vocabulary WHERE term >= ? AND term < ? LIMIT ?',
        start,
        `${start}\u{10ffff}`,
        MAX_NAMED + 1,
      );
      return found.length > MAX_NAMED ? null : found.map(({ term }) => term);
    },
    save(): void {
      for (const key of [...added.keys()].sort((a, b) => a - b)) {
        statements.run('INSERT INTO words (rowid, text) VALUES (?, ?)', BigInt(key), added.get(key) ?? '');
      }
      added.clear();
    },
    reset: (): void => added.clear(),
  };
}
