import { describe, expect, it } from 'vitest';
import {
  countNew,
  FOLLOWING,
  hold,
  release,
  shownEnd,
  togglePause,
  type Follow,
} from '../../../src/core/view/follow.ts';

const HELD: Follow = { kind: 'held', sinceEnd: 5 };
const PAUSED: Follow = { kind: 'paused', sinceEnd: 5 };

describe('follow', () => {
  it.each<[string, Follow, Follow]>([
    ['holding counts from now', hold(FOLLOWING, 9), { kind: 'held', sinceEnd: 9 }],
    ['holding twice counts from the first time', hold(HELD, 9), HELD],
    ['a pause is not turned into a hold', hold(PAUSED, 9), PAUSED],
    ['scrolling to the bottom follows', release(HELD), FOLLOWING],
    ['scrolling to the bottom of a pause stays paused', release(PAUSED), PAUSED],
    ['pause', togglePause(FOLLOWING, 9), { kind: 'paused', sinceEnd: 9 }],
    ['pause while held', togglePause(HELD, 9), { kind: 'paused', sinceEnd: 9 }],
    ['resume', togglePause(PAUSED, 9), FOLLOWING],
  ])('%s', (_name, actual, expected) => {
    expect(actual).toEqual(expected);
  });

  it('shows everything but what came in a pause', () => {
    expect([FOLLOWING, HELD, PAUSED].map((follow) => shownEnd(follow, 9))).toEqual([9, 9, 5]);
    expect(shownEnd(PAUSED, 3)).toBe(3);
  });

  it('counts what is new unless following', () => {
    expect([FOLLOWING, HELD, PAUSED].map((follow) => countNew(follow, 9))).toEqual([0, 4, 4]);
    expect(countNew(HELD, 3)).toBe(0);
  });
});
