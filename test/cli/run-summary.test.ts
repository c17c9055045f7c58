import { describe, expect, it } from 'vitest';
import { describeRun } from '../../src/cli/run-summary.ts';

const none = { event: 0, alert: 0, gap: 0, unparsed: 0, oversize: 0, dropped: 0 };

describe('describeRun', () => {
  it.each([
    [none, 5_000, null],
    [{ ...none, event: 1 }, 2_000, '1 event in 2 s.'],
    [{ ...none, event: 312, gap: 1 }, 65_000, '312 events in 1 min 5 s, 1 gap.'],
    [{ ...none, alert: 2 }, 2_000, '2 alerts in 2 s.'],
    [
      { ...none, gap: 2, unparsed: 3, oversize: 4, dropped: 5 },
      2_000,
      '0 events in 2 s, 2 gaps, 3 unparsed, 4 too large, 5 lines dropped.',
    ],
  ])('%j', (counts, durationMs, says) => {
    expect(describeRun(counts, durationMs)).toBe(says);
  });
});
