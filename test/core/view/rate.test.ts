import { describe, expect, it } from 'vitest';
import { describeRate, Rate } from '../../../src/core/view/rate.ts';

describe('Rate', () => {
  it('is nothing before the first event', () => {
    expect(new Rate().perSecond(123_456)).toBe(0);
  });

  it('is the mean of a steady stream, early and late', () => {
    const rate = new Rate();
    for (let ms = 0; ms < 30_000; ms += 100) rate.add(50_000 + ms, 5);
    expect(rate.perSecond(80_000)).toBeCloseTo(50, -1);
    const young = new Rate();
    for (let ms = 0; ms < 2_000; ms += 100) young.add(ms, 5);
    expect(young.perSecond(2_000)).toBeCloseTo(50, 0);
  });

  it('falls to nothing ten seconds after the last event', () => {
    const rate = new Rate();
    rate.add(1_000, 100);
    expect(rate.perSecond(5_000)).toBeGreaterThan(0);
    expect(rate.perSecond(11_999)).toBe(0);
    expect(rate.perSecond(900_000)).toBe(0);
    rate.add(900_500, 18);
    expect(rate.perSecond(901_000)).toBe(2);
  });
});

describe('describeRate', () => {
  it.each([
    [0, '0'],
    [0.01, '0.1'],
    [0.4, '0.4'],
    [3.24, '3.2'],
    [9.96, '10'],
    [48.2, '48'],
    [1_250.4, '1,250'],
  ])('%f is %s', (perSecond, words) => {
    expect(describeRate(perSecond)).toBe(words);
  });
});
