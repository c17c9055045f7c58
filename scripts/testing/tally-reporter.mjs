import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * How the tests of one run ended. `failures` are names of tests, and of files that could not be run at all.
 *
 * @typedef {{ passed: number, failed: number, skipped: number, skips: { name: string, reason: string }[], failures: string[] }} Tally
 */

/**
 * A Vitest reporter that writes a run's tally to the file in PORCHLIGHT_TALLY_FILE. Unlike the JSON reporter it keeps the reasons of
 * skipped tests and counts errors outside of tests. A suite that skips as a whole has its reason in its own name.
 */
export default class TallyReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} testModules
   * @param {readonly import('vitest').SerializedError[]} unhandledErrors
   */
  onTestRunEnd(testModules, unhandledErrors) {
    /** @type {Tally} */
    const tally = { passed: 0, failed: 0, skipped: 0, skips: [], failures: [] };
    for (const testModule of testModules) {
      for (const test of testModule.children.allTests()) countTest(tally, test);
      const suites = [testModule, ...testModule.children.allSuites()];
      const broken = suites.filter((suite) => suite.errors().length > 0);
      for (const suite of broken)
        fail(tally, `${testModule.relativeModuleId}: ${suite.errors()[0]?.message ?? 'error'}`);
    }
    for (const error of unhandledErrors) fail(tally, `outside of any test: ${error.message}`);
    const file = process.env['PORCHLIGHT_TALLY_FILE'] ?? 'test-output/tally.json';
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(tally, undefined, 2));
  }
}

/** @param {Tally} tally @param {string} name */
function fail(tally, name) {
  tally.failed += 1;
  tally.failures.push(name.split('\n')[0] ?? name);
}

/** @param {Tally} tally @param {import('vitest/node').TestCase} test */
function countTest(tally, test) {
  const name = `${test.module.relativeModuleId} > ${test.fullName}`;
  const result = test.result();
  switch (result.state) {
    case 'passed':
      tally.passed += 1;
      break;
    case 'failed':
      fail(tally, name);
      break;
    case 'skipped':
      tally.skipped += 1;
      tally.skips.push({ name, reason: result.note ?? '' });
      break;
    case 'pending':
      fail(tally, `${name} (did not end)`);
      break;
  }
}
