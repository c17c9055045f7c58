import { describe, expect, it } from 'vitest';
import { describeTotal } from '../../../src/core/view/footer-words.ts';

const NOW = new Date(2026, 10, 21, 14, 30).getTime();
const SIX = new Date(2026, 10, 21, 6).getTime();

describe('describeTotal', () => {
  it.each([
    [{ events: 5_808, sinceAt: SIX, notKept: 0 }, '5,808 events since 06:00, all kept'],
    [{ events: 1, sinceAt: SIX, notKept: 0 }, '1 event since 06:00, all kept'],
    [
      { events: 5_808, sinceAt: SIX - 86_400_000, notKept: 0 },
      '5,808 events since yesterday 06:00, all kept',
    ],
    [
      { events: 12, sinceAt: new Date(2026, 10, 14, 6).getTime(), notKept: 0 },
      '12 events since Sat 14 Nov 06:00, all kept',
    ],
    [{ events: 5_808, sinceAt: SIX, notKept: 1_200 }, '5,808 events since 06:00, 1,200 not kept'],
    [{ events: 12, sinceAt: null, notKept: 0 }, '12 events, all kept'],
    [{ events: 0, sinceAt: SIX, notKept: 0 }, '0 events since 06:00'],
    [{ events: null, sinceAt: SIX, notKept: 0 }, 'Counting…'],
  ])('%j', (facts, words) => {
    expect(describeTotal({ ...facts, now: NOW })).toBe(words);
  });
});
