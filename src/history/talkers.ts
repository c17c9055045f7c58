import type { Talkers } from '../core/history/history.ts';
import {
  CHAPTER_SLOTS,
  NO_SLOTS,
  countBits,
  createBitmap,
  forEachSlot,
  highestUpTo,
  intersect,
  isEmpty,
  keepOnly,
  setBit,
  type Bitmap,
} from './bitmap.ts';
import { firstSeqOf, type Chapter } from './chapter.ts';
import { readInto, toBitmap } from './posting.ts';
import type { Steps } from './steps.ts';
import { fieldPrefix, isSpelledOut, toTerm, valueOf } from './term.ts';

interface Talker {
  readonly entity: string;
  readonly serverId: string;
  count: number;
  /** Newest time seen before or within the range. */
  lastAt: number;
}

export interface TalkersRequest {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

export interface TalkersSource {
  chapters(): readonly Chapter[];
  /** The id as it is written; terms have it in lower case. */
  serverIdOf(seq: number): string;
}

/** Who spoke in a time, and who spoke before but not in it. Looks through everything up to its end. */
export function* countTalkers(source: TalkersSource, { from, to, limit }: TalkersRequest): Steps<Talkers> {
  const serverIds = new Map<string, string>();
  const talkers = new Map<string, Talker>();
  let total = 0;
  for (const chapter of source.chapters()) {
    const { firstAt } = chapter.summary();
    if (firstAt >= to) continue;
    const before = slotsIn(chapter, Number.NEGATIVE_INFINITY, to);
    const within = slotsIn(chapter, from, to);
    total += countBits(intersect(chapter.find(toTerm('kind', 'event')), within));
    for (const { lowerId, slots } of serversOf(chapter)) {
      const seq = firstSeqOf(chapter.summary().id) + highestUpTo(slots, CHAPTER_SLOTS - 1);
      const serverId = serverIds.get(lowerId) ?? source.serverIdOf(seq);
      serverIds.set(lowerId, serverId);
      countChapter(chapter, serverId, intersect(slots, before), within, talkers);
      yield;
    }
  }
  const all = [...talkers.values()];
  return {
    total,
    busy: all
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
      .slice(0, limit)
      .map(({ entity, serverId, count }) => ({ entity, serverId, count })),
    silent: all
      .filter(({ count }) => count === 0)
      .sort((a, b) => a.lastAt - b.lastAt)
      .slice(0, limit)
      .map(({ entity, serverId, lastAt }) => ({ entity, serverId, lastAt })),
  };
}

function countChapter(
  chapter: Chapter,
  serverId: string,
  mine: Bitmap,
  within: Bitmap,
  talkers: Map<string, Talker>,
): void {
  const slots = createBitmap();
  let times: Float64Array | null = null;
  chapter.scan(fieldPrefix('entity'), (term, posting) => {
    readInto(slots, posting);
    keepOnly(slots, mine);
    const last = highestUpTo(slots, CHAPTER_SLOTS - 1);
    if (last === -1 || !isSpelledOut(term)) return;
    times ??= chapter.times();
    const entity = valueOf(term);
    const key = `${serverId}\n${entity}`;
    const talker = talkers.get(key) ?? { entity, serverId, count: 0, lastAt: 0 };
    talkers.set(key, talker);
    talker.lastAt = Math.max(talker.lastAt, times[last] ?? 0);
    keepOnly(slots, within);
    talker.count += countBits(slots);
  });
}

function serversOf(chapter: Chapter): readonly { readonly lowerId: string; readonly slots: Bitmap }[] {
  const servers: { readonly lowerId: string; readonly slots: Bitmap }[] = [];
  chapter.scan(fieldPrefix('server'), (term, posting) => {
    const slots = intersect(toBitmap(posting), chapter.present());
    if (!isEmpty(slots)) servers.push({ lowerId: valueOf(term), slots });
  });
  return servers;
}

function slotsIn(chapter: Chapter, from: number, to: number): Bitmap {
  const { firstAt, lastAt } = chapter.summary();
  if (firstAt >= from && lastAt < to) return chapter.present();
  if (lastAt < from || firstAt >= to) return NO_SLOTS;
  const times = chapter.times();
  const slots = createBitmap();
  forEachSlot(chapter.present(), (slot) => {
    const at = times[slot] ?? 0;
    if (at >= from && at < to) setBit(slots, slot);
  });
  return isEmpty(slots) ? NO_SLOTS : slots;
}
