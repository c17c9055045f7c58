import { describe, expect, it } from 'vitest';
import type { TestModule } from 'vitest/node';
import {
  describeSlow,
  findSlow,
  judgeList,
  readSlowList,
  toBoundMs,
} from '../../scripts/testing/slow-tests.mjs';
import { countRun } from '../../scripts/testing/tally-reporter.mjs';

type State = 'passed' | 'failed' | 'skipped' | 'pending';

/** A file of tests as Vitest hands it to a reporter, as far as ours reads it. */
function moduleOf(
  path: string,
  tests: readonly { name: string; ms?: number; state?: State }[],
  error?: string,
): TestModule {
  const testModule = {
    relativeModuleId: path,
    errors: () => (error === undefined ? [] : [{ message: error }]),
    children: {
      allTests: () =>
        tests.map(({ name, ms, state = 'passed' }) => ({
          fullName: name,
          module: testModule,
          result: () => ({ state, note: state === 'skipped' ? 'no tray' : undefined }),
          diagnostic: () => (ms === undefined ? undefined : { duration: ms }),
        })),
      allSuites: () => [],
    },
  };
  return testModule as unknown as TestModule;
}

const list = { 'test/a.test.ts > kill': 'kills a process twenty times' };

describe('slow tests', () => {
  it('are named by the reporter unless they are listed', () => {
    const run = countRun(
      [
        moduleOf('test/a.test.ts', [
          { name: 'kill > twenty times', ms: 9_000 },
          { name: 'reads', ms: 5_001 },
          { name: 'writes', ms: 5_000 },
          { name: 'skips', state: 'skipped' },
        ]),
      ],
      [],
      { list, boundMs: 5_000 },
    );
    expect(run).toEqual({
      passed: 3,
      failed: 0,
      skipped: 1,
      skips: [{ name: 'test/a.test.ts > skips', reason: 'no tray' }],
      failures: [],
      slow: [{ name: 'test/a.test.ts > reads', ms: 5_001 }],
    });
  });

  it('fail the run when the list is wrong, but not for files that did not run', () => {
    const timed = [{ name: 'test/a.test.ts > reads', ms: 3 }];
    expect(judgeList(timed, { 'test/a.test.ts > writes': 'large', 'test/a.test.ts > reads': ' ' })).toEqual([
      'test/slow-tests.json lists test/a.test.ts > writes, but there is no such test',
      'test/slow-tests.json gives no reason for test/a.test.ts > reads',
    ]);
    expect(judgeList(timed, { 'test/b.test.ts > writes': 'large' })).toEqual([]);
    const run = countRun([moduleOf('test/a.test.ts', [{ name: 'reads', ms: 3 }])], [], {
      list,
      boundMs: 5_000,
    });
    expect(run.failures).toEqual([
      'test/slow-tests.json lists test/a.test.ts > kill, but there is no such test',
    ]);
  });

  it('may be listed as a whole file', () => {
    const tests = [{ name: 'test/a.test.ts > kill', ms: 9_000 }];
    expect(findSlow(tests, { 'test/a.test.ts': 'kills' }, 5_000)).toEqual([]);
  });

  it('have more time on a machine that says it is slow', () => {
    expect(toBoundMs('unit', {})).toBe(5_000);
    expect(toBoundMs('unit', { PORCHLIGHT_SLOW_FACTOR: '3' })).toBe(15_000);
    expect(toBoundMs('unit', { PORCHLIGHT_SLOW_FACTOR: 'x' })).toBe(5_000);
    expect(describeSlow({ name: 'a', ms: 6_250 }, 5_000)).toMatch(/^a took 6\.3 s .* more than 5\.0 s/);
  });

  it('have a reason each', () => {
    for (const reason of Object.values(readSlowList())) expect(reason).toMatch(/\w/);
  });
});

describe('the tally of a run', () => {
  it('counts a file that could not be run, an error outside of tests and a test that did not end', () => {
    const files = [
      moduleOf('test/a.test.ts', [{ name: 'waits', state: 'pending' }]),
      moduleOf('test/b.test.ts', [], 'no such module\nstack'),
    ];
    const run = countRun(files, [{ message: 'late' }], { list: {}, boundMs: 5_000 });
    expect(run.failures).toEqual([
      'test/a.test.ts > waits (did not end)',
      'test/b.test.ts: no such module',
      'outside of any test: late',
    ]);
    expect(run.failed).toBe(3);
  });
});
