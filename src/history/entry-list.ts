import { BLOCK_SEQS, DICTIONARY_BYTES, blockOf, packBlock, readBlock, type BlockEntry } from './block.ts';
import { chapterOf, firstSeqOf } from './chapter.ts';
import { DamagedError } from './fault.ts';
import { createRecentMap } from './recent-map.ts';
import type { Shelf } from './shelf.ts';

/** Texts that stay inflated: some hundred blocks, a screenful with its cushion and the neighbours of what is written. */
const KEPT_TEXT_BYTES = 2 * 1_048_576;
const KEPT_DICTIONARIES = 32;

/** What is kept of each sequence number, in its blocks. */
export interface EntryList {
  read(seq: number): BlockEntry | null;
  /** The same for somebody who looks at very many, one after the other: what others read stays inflated. */
  pass(seq: number): BlockEntry | null;
  /** Replaces what has this seq. On the shelf with the next `pack`. */
  put(entry: BlockEntry): void;
  /** Puts the blocks that were changed on the shelf. */
  pack(): void;
  /** Entries of one block, rising. */
  entriesOf(block: number): readonly BlockEntry[];
  /** Everything was forgotten, or is another database. */
  reset(): void;
}

export function createEntryList(shelf: Shelf): EntryList {
  const inflated = createRecentMap<number, readonly BlockEntry[]>(KEPT_TEXT_BYTES, sizeOf);
  const dictionaries = createRecentMap<number, Uint8Array>(KEPT_DICTIONARIES, () => 1);
  const changed = new Map<number, BlockEntry[]>();
  let passed: { readonly block: number; readonly entries: readonly BlockEntry[] } | null = null;

  function dictionaryOf(block: number): Uint8Array {
    const chapter = chapterOf(block * BLOCK_SEQS);
    const known = dictionaries.get(chapter);
    if (known !== undefined) return known;
    const dictionary = shelf.dictionary.get(chapter);
    if (dictionary === null) throw new DamagedError(`Chapter ${String(chapter)} has lost its dictionary.`);
    dictionaries.set(chapter, dictionary);
    return dictionary;
  }

  function inflate(block: number): readonly BlockEntry[] {
    const bytes = shelf.block.get(block);
    return bytes === null ? [] : readBlock(block, bytes, dictionaryOf(block));
  }

  function entriesOf(block: number): readonly BlockEntry[] {
    const known = changed.get(block) ?? inflated.get(block);
    if (known !== undefined) return known;
    const entries = inflate(block);
    if (entries.length > 0) inflated.set(block, entries);
    return entries;
  }

  function passBlock(block: number): readonly BlockEntry[] {
    const known = changed.get(block) ?? inflated.get(block);
    if (known !== undefined) return known;
    if (passed?.block !== block) passed = { block, entries: inflate(block) };
    return passed.entries;
  }

  /**
   * The texts before a chapter are what those in it will look like. An empty dictionary is put down too: what the first
   * block was deflated with, all of its chapter are.
   */
  function startChapter(chapter: number): void {
    if (dictionaries.get(chapter) !== undefined || shelf.dictionary.get(chapter) !== null) return;
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for (let block = blockOf(firstSeqOf(chapter)) - 1; bytes < DICTIONARY_BYTES; block -= 1) {
      const texts = entriesOf(block).map(({ text }) => text);
      if (texts.length === 0) break;
      parts.unshift(...texts);
      bytes += texts.reduce((sum, text) => sum + text.length, 0);
    }
    const dictionary = Buffer.concat(parts).subarray(-DICTIONARY_BYTES);
    shelf.dictionary.put(chapter, dictionary);
    dictionaries.set(chapter, dictionary);
  }

  /** What is not full will be written to again soon. */
  function packOne(block: number, entries: readonly BlockEntry[]): void {
    shelf.block.put(block, packBlock(entries, dictionaryOf(block)));
    changed.delete(block);
    if (entries.length < BLOCK_SEQS) inflated.set(block, entries);
    else inflated.delete(block);
  }

  return {
    read: (seq) => entryOf(entriesOf(blockOf(seq)), seq),
    pass: (seq) => entryOf(passBlock(blockOf(seq)), seq),
    put(entry) {
      passed = null;
      const block = blockOf(entry.seq);
      const before = changed.get(block);
      const entries = before ?? [...entriesOf(block)];
      if (before === undefined) changed.set(block, entries);
      if ((entries.at(-1)?.seq ?? -1) < entry.seq) {
        if (entries.length === 0) startChapter(chapterOf(entry.seq));
        entries.push(entry);
        // Packed while it is young: what lives until the end of its batch is copied by each collection of garbage.
        if (entries.length === BLOCK_SEQS) packOne(block, entries);
        return;
      }
      const place = entries.findIndex(({ seq }) => seq >= entry.seq);
      entries.splice(place, entries[place]?.seq === entry.seq ? 1 : 0, entry);
    },
    pack() {
      for (const [block, entries] of changed) packOne(block, entries);
    },
    entriesOf,
    reset() {
      inflated.clear();
      dictionaries.clear();
      changed.clear();
      passed = null;
    },
  };
}

function entryOf(entries: readonly BlockEntry[], seq: number): BlockEntry | null {
  return entries.find((entry) => entry.seq === seq) ?? null;
}

function sizeOf(entries: readonly BlockEntry[]): number {
  return entries.reduce((sum, { text }) => sum + text.length, 0);
}
