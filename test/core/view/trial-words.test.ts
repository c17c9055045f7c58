import { describe, expect, it } from 'vitest';
import type { BackTest } from '../../../src/core/rules/back-test.ts';
import { describeStarterCount, describeUnwatched, describeWeek } from '../../../src/core/view/trial-words.ts';

/** Friday, local time. */
const NOW = new Date(2026, 10, 20, 15, 0).getTime();
const HOUR_MS = 3_600_000;

function week(alerts: number, hoursAgo: readonly number[] = [], rest: Partial<BackTest> = {}): BackTest {
  return {
    matches: alerts,
    alerts,
    isMore: false,
    total: 1_000,
    told: hoursAgo.map((hours) => {
      return { at: NOW - hours * HOUR_MS, seq: null, level: 'normal', title: '', body: '', urgent: false };
    }),
    unwatched: [],
    checkedUntil: null,
    ...rest,
  };
}

describe('describeWeek', () => {
  it.each([
    ['nothing kept', week(0, [], { total: 0 }), ''],
    ['nothing told', week(0), 'Nothing in the last 7 days.'],
    ['once', week(1, [1]), 'Once in the last 7 days, the last today 14:00.'],
    [
      'several',
      week(1_211, [1, 20, 72]),
      '1,211 times in the last 7 days, the last today 14:00, yesterday 19:00 and Tue 17 Nov 15:00.',
    ],
    [
      'more than is counted',
      week(3, [1], { isMore: true }),
      'More than 3 times in the last 7 days, the last today 14:00.',
    ],
    [
      'what is found so far',
      week(7, [30], { checkedUntil: NOW - 26 * HOUR_MS }),
      '7 times so far in the last 7 days, checked up to yesterday 13:00.',
    ],
    [
      'nothing so far',
      week(0, [], { checkedUntil: NOW - 96 * HOUR_MS }),
      'Nothing so far in the last 7 days, checked up to Mon 16 Nov 15:00.',
    ],
  ])('%s', (_what, trial, words) => {
    expect(describeWeek(trial, NOW)).toBe(words);
  });

  it('says nothing without an answer', () => {
    expect([describeWeek(null, NOW), describeUnwatched(null, NOW), describeStarterCount(null)]).toEqual([
      '',
      '',
      '',
    ]);
  });
});

describe('describeUnwatched', () => {
  const span = (serverId: string, from: number, to: number) => {
    return { serverId, from: NOW - from * HOUR_MS, to: NOW - to * HOUR_MS };
  };

  it.each([
    [
      'the server that was away longest, with its hours',
      [span('home', 20, 18), span('cabin', 1, 0), span('home', 2, 1)],
      '3 h of these 7 days, yesterday 19:00 to yesterday 21:00, today 13:00 to today 14:00, so',
    ],
    [
      'the longest of many, in their order',
      [span('home', 9, 8), span('home', 7, 5), span('home', 4, 3.9), span('home', 3, 0)],
      '6 h 6 min of these 7 days, the longest today 06:00 to today 07:00, today 08:00 to today 10:00, today 12:00 to today 15:00, so',
    ],
  ])('names %s', (_what, unwatched, words) => {
    expect(describeUnwatched(week(0, [], { unwatched }), NOW)).toBe(
      `Porchlight was not connected for ${words} there may be more.`,
    );
  });

  it('names no short blink', () => {
    expect(describeUnwatched(week(0, [], { unwatched: [span('home', 0.2, 0)] }), NOW)).toBe('');
  });
});

describe('describeStarterCount', () => {
  it.each([
    [week(0, [], { total: 0 }), ''],
    [week(0), 'Never in the last 7 days'],
    [week(0, [], { checkedUntil: 5 }), ''],
    [week(2, [], { checkedUntil: 5 }), '2 times so far in the last 7 days'],
    [week(1), 'Once in the last 7 days'],
    [week(12, [], { isMore: true }), 'More than 12 times in the last 7 days'],
  ])('%#', (trial, words) => {
    expect(describeStarterCount(trial)).toBe(words);
  });
});
