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
    since: 0,
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
  ])('%s', (_what, trial, words) => {
    expect(describeWeek(trial, NOW)).toBe(words);
  });

  it('says nothing without an answer', () => {
    expect([describeWeek(null, NOW), describeUnwatched(null), describeStarterCount(null)]).toEqual([
      '',
      '',
      '',
    ]);
  });
});

describe('describeUnwatched', () => {
  const span = (serverId: string, hours: number) => ({ serverId, from: NOW - hours * HOUR_MS, to: NOW });

  it('names the server that was away longest, and no short blink', () => {
    const trial = week(0, [], { unwatched: [span('home', 2), span('cabin', 1), span('home', 1)] });
    expect(describeUnwatched(trial)).toBe(
      'Porchlight was not connected for 3 h of these 7 days, so there may be more.',
    );
    expect(describeUnwatched(week(0, [], { unwatched: [span('home', 0.2)] }))).toBe('');
  });
});

describe('describeStarterCount', () => {
  it.each([
    [week(0, [], { total: 0 }), ''],
    [week(0), 'Never in the last 7 days'],
    [week(1), 'Once in the last 7 days'],
    [week(12, [], { isMore: true }), 'More than 12 times in the last 7 days'],
  ])('%#', (trial, words) => {
    expect(describeStarterCount(trial)).toBe(words);
  });
});
