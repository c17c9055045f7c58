import { describe, expect, it } from 'vitest';
import type { HistoryStatus } from '../../../src/core/history/history.ts';
import { describeReach, describeStore } from '../../../src/core/view/describe-store.ts';

const DAY_MS = 86_400_000;

function statusOf(bytes: number, days: number, place: HistoryStatus['place'] = 'disk'): HistoryStatus {
  const ends = { oldestAt: 1_000_000, newestAt: 1_000_000 + days * DAY_MS };
  return { place, problem: null, putAside: null, events: 10, bytes, ...ends, lost: 0 };
}

describe('what is remembered', () => {
  it('says so while words are being indexed again', () => {
    expect(describeStore(statusOf(1e6, 6))).not.toContain('indexed');
    expect(describeStore({ ...statusOf(1e6, 6), indexing: true })).toContain('still being indexed');
  });
});

describe('how long a limit lasts', () => {
  it.each([
    ['half of what is allowed in six days', statusOf(1e9, 6), ', about 12 days'],
    ['a day at most', statusOf(1.5e9, 1), ', about 1 day'],
    ['a house that says more than that', statusOf(4e9, 1), ', less than a day'],
    ['a house that says nearly nothing', statusOf(1e5, 30), ', more than 10 years'],
    ['too short a time', statusOf(1e6, 0.1), ''],
    ['nothing on disk', statusOf(1e6, 10, 'memory'), ''],
    ['nothing at all', { ...statusOf(0, 0), oldestAt: null, newestAt: null }, ''],
  ])('%s', (_, status, words) => {
    expect(describeReach(2e9, status)).toBe(words);
  });
});
