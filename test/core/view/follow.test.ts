import { describe, expect, it } from 'vitest';
import {
  FOLLOWING,
  hold,
  newSince,
  release,
  shownUpTo,
  togglePause,
  type Follow,
} from '../../../src/core/view/follow.ts';

const HELD: Follow = { kind: 'held', sinceSeq: 5 };
const PAUSED: Follow = { kind: 'paused', sinceSeq: 5 };

describe('follow', () => {
  it.each<[string, Follow, Follow]>([
    ['holding counts from now', hold(FOLLOWING, 9), { kind: 'held', sinceSeq: 9 }],
    ['holding twice counts from the first time', hold(HELD, 9), HELD],
    ['a pause is not turned into a hold', hold(PAUSED, 9), PAUSED],
    ['scrolling to the bottom follows', release(HELD), FOLLOWING],
    ['scrolling to the bottom of a pause stays paused', release(PAUSED), PAUSED],
    ['pause', togglePause(FOLLOWING, 9), { kind: 'paused', sinceSeq: 9 }],
    ['pause while held', togglePause(HELD, 9), { kind: 'paused', sinceSeq: 9 }],
    ['resume', togglePause(PAUSED, 9), FOLLOWING],
  ])('%s', (_name, actual, expected) => {
    expect(actual).toEqual(expected);
  });

  it('shows everything but what came in a pause', () => {
    expect([shownUpTo(FOLLOWING), shownUpTo(HELD), shownUpTo(PAUSED)]).toEqual([Infinity, Infinity, 5]);
  });

  it('counts what is new unless following', () => {
    expect([newSince(FOLLOWING), newSince(HELD), newSince(PAUSED)]).toEqual([null, 5, 5]);
  });
});
