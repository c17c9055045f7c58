import type { HistoryLimits } from '../../core/history/history.ts';
import type { EventDatabase } from './event-database.ts';

/** Most bytes in memory, when nothing is stored on disk or the disk can't be written. */
const MEMORY_EVENTS = 20_000;
const MEMORY_BYTES = 32 * 1_048_576;
/** Bytes reserved for the database's log, which trimming does not shrink. */
const LOG_BYTES = 8 * 1_048_576;

/**
 * One step of trimming a database by size and age, and then of its word index. `now` in epoch ms.
 * `removed`: events that were removed because of the size.
 */
export function trimStep(
  place: EventDatabase,
  limits: HistoryLimits,
  now: number,
): { readonly hasMore: boolean; readonly removed: number } {
  return place.write(() => {
    const { trimmer, table, notes, states, reindexing } = place;
    const oldest = now - limits.maxAgeMs;
    const isFull = isTooMuch(place, limits);
    const removed = trimmer.removeOldest(isFull ? Number.POSITIVE_INFINITY : oldest);
    table.save();
    if (trimmer.removeBlocks() || removed > 0) return { hasMore: true, removed: isFull ? removed : 0 };
    notes.trim(oldest);
    states.trim();
    return { hasMore: reindexing.step(), removed: 0 };
  });
}

function isTooMuch(place: EventDatabase, { maxBytes }: HistoryLimits): boolean {
  if (place.isOnDisk) return place.usedBytes() > maxBytes - Math.min(LOG_BYTES, maxBytes / 4);
  return place.countEvents() > MEMORY_EVENTS || place.usedBytes() > Math.min(maxBytes, MEMORY_BYTES);
}
