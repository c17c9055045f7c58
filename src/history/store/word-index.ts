import type { Statements } from './statements.ts';

/** Marks an event with too many words for the index. No word of a text contains this character. */
export const MORE_WORDS = '§more';

/** Most words in a query of the index. */
const MAX_NAMED = 64;
/** Visible only to this connection. https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module */
const VOCABULARY = `CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab ('main', 'words', 'row')`;

/** The table `words`. New rows are written in the order of their keys, because FTS5 can only append. */
export function createWordIndex(statements: Statements) {
  const added = new Map<number, string>();
  let hasVocabulary = false;

  return {
    add(key: number, words: readonly string[], isWhole: boolean): void {
      added.set(key, isWhole ? words.join(' ') : `${words.join(' ')} ${MORE_WORDS}`);
    },
    remove(key: number): void {
      // FTS5 does not accept a double as a row id.
      if (!added.delete(key)) statements.run('DELETE FROM words WHERE rowid = ?', BigInt(key));
    },
    /** The words in the index with this prefix; `null` when there are more than a query may have. */
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
