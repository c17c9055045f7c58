import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { QueryNode } from '../../src/core/query/ast.ts';
import { createChapterList } from '../../src/history/chapter-list.ts';
import { CHAPTER_SLOTS, NO_SLOTS, forEachSlot, type Bitmap } from '../../src/history/bitmap.ts';
import { createShelf } from '../../src/history/shelf.ts';
import { stateEntry } from './support/stored-events.ts';
import { appendAll, findSeqs, openStore } from './support/test-store.ts';
import { tempFolder } from './support/worker-bundle.ts';

const PORTION = 512;
const LATE_SEQ = 777;
const LATE: QueryNode = { kind: 'words', tokens: ['latecomer'] };

/** So many terms that no machine seals them in one slice. */
function wordsOf(slot: number): string {
  return ['word', 'a', 'b', 'c', 'd', 'e', 'f', 'g'].map((start) => start + String(slot)).join(' ');
}

function toSlots(bitmap: Bitmap): readonly number[] {
  const slots: number[] = [];
  forEachSlot(bitmap, (slot) => slots.push(slot));
  return slots;
}

function fillFirstChapter(): ReturnType<typeof createChapterList> {
  const chapters = createChapterList(createShelf());
  const chapter = chapters.openFor(0);
  for (let slot = 0; slot < CHAPTER_SLOTS; slot += 1) {
    const facts = { seq: slot, kind: 'server', serverId: 'home', at: slot, alert: false } as const;
    chapter.add(slot, slot, { facts, event: null, text: wordsOf(slot) });
  }
  return chapters;
}

describe('sealing', () => {
  it('takes several slices, and answers the same before, between and after', () => {
    const chapters = fillFirstChapter();
    let slices = 0;
    while (chapters.isOpen(0)) {
      chapters.openFor(1);
      chapters.sealSlice(1);
      slices += 1;
      expect(toSlots(chapters.get(0)?.find('wword4000') ?? NO_SLOTS)).toEqual([4_000]);
      expect(slices).toBeLessThan(1_000);
    }
    expect(slices).toBeGreaterThan(1);
  });

  it('leaves nothing out that comes late while a chapter is being sealed', () => {
    const file = join(tempFolder(), 'history.db');
    const store = openStore({ file });
    for (let seq = 1; seq <= CHAPTER_SLOTS; seq += PORTION) {
      appendAll(
        store,
        Array.from({ length: PORTION }, (_, index) => stateEntry(seq + index)),
      );
    }
    appendAll(store, [stateEntry(LATE_SEQ, 'light.latecomer')]);
    for (let seq = 1; store.chapters.isOpen(0); seq += 1) {
      appendAll(store, [stateEntry(CHAPTER_SLOTS + PORTION + seq)]);
      expect(findSeqs(store, LATE)).toEqual([LATE_SEQ]);
    }
    expect(findSeqs(store, LATE)).toEqual([LATE_SEQ]);
    store.close();
    const again = openStore({ file });
    expect(findSeqs(again, LATE)).toEqual([LATE_SEQ]);
    again.close();
  });
});
