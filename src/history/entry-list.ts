import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { BLOCK_SEQS, DICTIONARY_BYTES, blockOf, packBlock, readBlock, type BlockEntry } from './block.ts';
import { chapterOf, firstSeqOf } from './chapter.ts';
import { DamagedError } from './fault.ts';
import { createKeptZlib } from './kept-zlib.ts';
import { createRecentMap } from './recent-map.ts';
import type { Shelf } from './shelf.ts';

/** Texts of blocks that are not full and are being written to: these stay inflated. */
const UNFILLED_BYTES = 65_536;
/** Texts of entries that are likely to be read again: some hundred, a screenful with its cushion. Their blocks would take megabytes. */
const KEPT_ENTRY_BYTES = 262_144;
const KEPT_DICTIONARIES = 32;

/** What is kept of each sequence number, in its blocks. */
export interface EntryList {
  /** Its text holds until the next is asked for. */
  read(seq: number): BlockEntry | null;
  /** The same for what somebody sees, and is likely to ask for again. */
  keep(seq: number): BlockEntry | null;
  /** Replaces what has this seq. On the shelf with the next `pack`. */
  put(entry: BlockEntry): void;
  /** Puts the blocks that were changed on the shelf. */
  pack(): void;
  /** Entries of one block, rising. */
  entriesOf(block: number): readonly BlockEntry[];
  /** Everything was forgotten, or is another database. */
  reset(): void;
}

interface OpenBlock {
  readonly block: number;
  readonly entries: BlockEntry[];
  /** It was not packed since. */
  isChanged: boolean;
}

export function createEntryList(shelf: Shelf): EntryList {
  const kept = createRecentMap<number, BlockEntry>(KEPT_ENTRY_BYTES, ({ text }) => text.length);
  const dictionaries = createRecentMap<number, Uint8Array>(KEPT_DICTIONARIES, () => 1);
  /**
   * Blocks that are being written to, inflated, the one that was begun last at the end. Not in a map: what was deleted from one may stay
   * in memory with its tables until all garbage is collected.
   */
  let open: OpenBlock[] = [];
  const inflater = createKeptZlib(createInflateRaw, inflateRawSync);
  /** Until the next block is inflated, into the same memory. */
  let latest: { readonly block: number; readonly entries: readonly BlockEntry[] } | null = null;

  function dictionaryOf(block: number): Uint8Array {
    const chapter = chapterOf(block * BLOCK_SEQS);
    const known = dictionaries.get(chapter);
    if (known !== undefined) return known;
    const dictionary = shelf.dictionary.get(chapter);
    if (dictionary === null) throw new DamagedError(`Chapter ${String(chapter)} has lost its dictionary.`);
    dictionaries.set(chapter, dictionary);
    return dictionary;
  }

  function begin(block: number): OpenBlock {
    const begun = { block, entries: [...entriesOf(block)], isChanged: false };
    open.push(begun);
    return begun;
  }

  /** `null` when there is no such block. */
  function inflate(block: number): Uint8Array | null {
    latest = null;
    const bytes = shelf.block.get(block);
    return bytes === null ? null : inflater.run(bytes, dictionaryOf(block));
  }

  function openOf(block: number): OpenBlock | undefined {
    return open.find((each) => each.block === block);
  }

  function entriesOf(block: number): readonly BlockEntry[] {
    const known = openOf(block)?.entries;
    if (known !== undefined) return known;
    const content = inflate(block);
    return content === null ? [] : readBlock(block, content.slice());
  }

  function view(block: number): readonly BlockEntry[] {
    const known = openOf(block)?.entries;
    if (known !== undefined) return known;
    if (latest?.block === block) return latest.entries;
    const content = inflate(block);
    const entries = content === null ? [] : readBlock(block, content);
    latest = { block, entries };
    return entries;
  }

  function read(seq: number): BlockEntry | null {
    return kept.get(seq) ?? view(blockOf(seq)).find((entry) => entry.seq === seq) ?? null;
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

  function packOne({ block, entries }: OpenBlock): void {
    shelf.block.put(block, packBlock(entries, dictionaryOf(block)));
  }

  /** What is not full will be written to again soon, and is kept as long as it is not too much. */
  function closeFull(): void {
    open = open.filter(({ entries }) => entries.length < BLOCK_SEQS);
    while (open.length > 1 && open.reduce((sum, { entries }) => sum + sizeOf(entries), 0) > UNFILLED_BYTES)
      open.shift();
  }

  return {
    read,
    keep(seq) {
      const entry = read(seq);
      if (entry === null || kept.get(seq) === entry) return entry;
      // A Buffer's `slice` would be another view.
      const own = { ...entry, text: new Uint8Array(entry.text) };
      kept.set(seq, own);
      return own;
    },
    put(entry) {
      latest = null;
      kept.delete(entry.seq);
      const block = blockOf(entry.seq);
      const known = openOf(block) ?? begin(block);
      const { entries } = known;
      known.isChanged = true;
      if ((entries.at(-1)?.seq ?? -1) < entry.seq) {
        if (entries.length === 0) startChapter(chapterOf(entry.seq));
        entries.push(entry);
        if (entries.length < BLOCK_SEQS) return;
        // Packed while it is young: what lives until the end of its batch is copied by each collection of garbage.
        packOne(known);
        open.splice(open.indexOf(known), 1);
        return;
      }
      const place = entries.findIndex(({ seq }) => seq >= entry.seq);
      entries.splice(place, entries[place]?.seq === entry.seq ? 1 : 0, entry);
    },
    pack() {
      if (!open.some(({ isChanged }) => isChanged)) return;
      for (const each of open) {
        if (each.isChanged) packOne(each);
        each.isChanged = false;
      }
      closeFull();
    },
    entriesOf,
    reset() {
      open = [];
      kept.clear();
      dictionaries.clear();
      latest = null;
    },
  };
}

function sizeOf(entries: readonly BlockEntry[]): number {
  return entries.reduce((sum, { text }) => sum + text.length, 0);
}
