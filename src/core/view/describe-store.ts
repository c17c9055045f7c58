import type { HistoryStatus } from '../history/history.ts';

/** "812 kB", "21.3 MB", "1.2 GB". */
export function describeBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${String(Math.round(bytes / 1_000))} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** One sentence about how much is stored, where, and since when, in local time. */
export function describeStore({ place, events, bytes, oldestAt, indexing }: HistoryStatus): string {
  if (place === 'none') return 'Nothing is remembered.';
  // Interruptions and connections are stored as separate rows between the events.
  const many = `${events.toLocaleString('en-GB')} ${events === 1 ? 'row' : 'rows'}`;
  if (place === 'memory') return `${many} in memory. Nothing is written to disk.`;
  if (events === 0 || oldestAt === null) return 'Nothing is stored yet.';
  const since = new Date(oldestAt).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const words =
    indexing === true ? ' Their words are still being indexed: searches for words take longer.' : '';
  return `${many} since ${since}, ${describeBytes(bytes)} on this computer.${words}`;
}

const DAY_MS = 86_400_000;
/** A shorter time is too short to measure a home's pace. */
const SHORTEST_MS = DAY_MS / 4;

/** How long a limit lasts at this home's pace: ", about 12 days"; empty while that is not known. */
export function describeReach(maxBytes: number, { place, bytes, oldestAt, newestAt }: HistoryStatus): string {
  if (place !== 'disk' || oldestAt === null || newestAt === null || bytes === 0) return '';
  const keptMs = newestAt - oldestAt;
  if (keptMs < SHORTEST_MS) return '';
  const days = Math.floor((maxBytes / bytes) * (keptMs / DAY_MS));
  if (days < 1) return ', less than a day';
  if (days >= 3_650) return ', more than 10 years';
  return `, about ${days.toLocaleString('en-GB')} ${days === 1 ? 'day' : 'days'}`;
}
