import { describe, expect, it } from 'vitest';
import { parseProjects } from '../../scripts/testing/projects.mjs';
import { addTallies, describeDetails, describeTally, toBrokenTally } from '../../scripts/testing/tally.mjs';

describe('the closing line of the tests', () => {
  const good = {
    passed: 3,
    failed: 0,
    skipped: 1,
    skips: [{ name: 'a > b', reason: 'no tray' }],
    failures: [],
  };

  it('adds up all runs, and counts one that broke as a failure', () => {
    const sum = addTallies([good, good, toBrokenTally('the unit tests ended without a result')]);
    expect(describeTally(sum)).toBe('6 passed, 1 failed, 2 skipped');
    expect(describeDetails(sum)).toEqual([
      'Failed: the unit tests ended without a result',
      'Skipped: a > b (no tray)',
      'Skipped: a > b (no tray)',
    ]);
  });

  it('is all zeros without runs', () => {
    expect(describeTally(addTallies([]))).toBe('0 passed, 0 failed, 0 skipped');
  });
});

describe('the choice of tests', () => {
  it('is all of them by default', () => {
    expect(parseProjects(undefined)).toEqual([
      'unit',
      'node-sqlite',
      'browser',
      'desktop',
      'install',
      'home-assistant',
    ]);
  });

  it('reads a list and refuses what it does not know', () => {
    expect(parseProjects('desktop, unit')).toEqual(['desktop', 'unit']);
    expect(() => parseProjects('unit,e2e')).toThrow('There are no tests called "e2e"');
  });
});
