import { describe, expect, it } from 'vitest';
import { BLOCK_SEQS, type BlockEntry } from '../../src/history/block.ts';
import { createEntryList } from '../../src/history/entry-list.ts';
import { createShelf } from '../../src/history/shelf.ts';

function entryOf(seq: number, text = `event ${String(seq)}`): BlockEntry {
  const facts = { serverId: 'home', receivedAt: seq, alert: false, recovered: false, isOwnRow: false };
  return { seq, ...facts, text: Buffer.from(text) };
}

function textOf(entry: BlockEntry | null): string | null {
  return entry === null ? null : Buffer.from(entry.text).toString();
}

function fillBlocks(count: number): ReturnType<typeof createEntryList> {
  const entries = createEntryList(createShelf());
  for (let seq = 0; seq < count * BLOCK_SEQS; seq += 1) entries.put(entryOf(seq));
  entries.pack();
  return entries;
}

describe('the list of entries', () => {
  it('reads each of many, forth and back', () => {
    const entries = fillBlocks(4);
    const seqs = Array.from({ length: 4 * BLOCK_SEQS }, (_, seq) => seq);
    for (const seq of [...seqs, ...[...seqs].reverse()])
      expect(textOf(entries.read(seq))).toBe(`event ${String(seq)}`);
    expect(entries.read(4 * BLOCK_SEQS)).toBeNull();
  });

  it('lets what is kept stand while others are read', () => {
    const entries = fillBlocks(4);
    const kept = [3, 20, 40].map((seq) => entries.keep(seq));
    for (let seq = 0; seq < 4 * BLOCK_SEQS; seq += 1) entries.read(seq);
    expect(kept.map(textOf)).toEqual(['event 3', 'event 20', 'event 40']);
    expect(entries.keep(20)).toBe(kept[1]);
  });

  it('forgets what was kept when it is written anew', () => {
    const entries = fillBlocks(2);
    entries.keep(5);
    entries.put(entryOf(5, 'another'));
    expect(textOf(entries.read(5))).toBe('another');
    entries.pack();
    expect(textOf(entries.keep(5))).toBe('another');
    entries.reset();
    expect(textOf(entries.read(5))).toBe('another');
  });
});
