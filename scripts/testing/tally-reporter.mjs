import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { findSlow, judgeList, readSlowList } from './slow-tests.mjs';

/**
 * How the tests of one run ended. `failures` are names of tests, and of files that could not be run at all.
 *
 * @typedef {{ passed: number, failed: number, skipped: number, skips: { name: string, reason: string }[], failures: string[] }} Tally
 */

/**
 * The tally of one run of Vitest, and the tests that took longer than PORCHLIGHT_SLOW_MS without being listed.
 *
 * @typedef {Tally & { slow: import('./slow-tests.mjs').TimedTest[] }} RunTally
 */

/**
 * A Vitest reporter that writes a run's tally to the file in PORCHLIGHT_TALLY_FILE. Unlike the JSON reporter it keeps the reasons of
 * skipped tests, counts errors outside of tests, and names slow tests. A suite that skips as a whole has its reason in its own name.
 */
export default class TallyReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} testModules
   * @param {readonly import('vitest').SerializedError[]} unhandledErrors
   */
  onTestRunEnd(testModules, unhandledErrors) {
    const tally = countRun(testModules, unhandledErrors);
    const file = process.env['PORCHLIGHT_TALLY_FILE'] ?? 'test-output/tally.json';
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(tally, undefined, 2));
  }
}

/**
 * @param {readonly import('vitest/node').TestModule[]} testModules
 * @param {readonly import('vitest').SerializedError[]} unhandledErrors
 * @param {{ list?: import('./slow-tests.mjs').SlowList, boundMs?: number }} [options]
 * @returns {RunTally}
 */
export function countRun(
  testModules,
  unhandledErrors,
  { list = readSlowList(), boundMs = Number(process.env['PORCHLIGHT_SLOW_MS'] ?? Infinity) } = {},
) {
  /** @type {Tally} */
  const tally = { passed: 0, failed: 0, skipped: 0, skips: [], failures: [] };
  const tests = testModules.flatMap((testModule) => [...testModule.children.allTests()]);
  for (const test of tests) countTest(tally, test);
  for (const testModule of testModules) {
    const suites = [testModule, ...testModule.children.allSuites()];
    for (const suite of suites.filter((one) => one.errors().length > 0))
      fail(tally, `${testModule.relativeModuleId}: ${suite.errors()[0]?.message ?? 'error'}`);
  }
  for (const error of unhandledErrors) fail(tally, `outside of any test: ${error.message}`);
  const timed = tests.map((test) => ({ name: nameTest(test), ms: test.diagnostic()?.duration ?? 0 }));
  for (const problem of judgeList(timed, list)) fail(tally, problem);
  return { ...tally, slow: findSlow(timed, list, boundMs) };
}

/** @param {Tally} tally @param {string} name */
function fail(tally, name) {
  tally.failed += 1;
  tally.failures.push(name.split('\n')[0] ?? name);
}

/** @param {import('vitest/node').TestCase} test */
function nameTest(test) {
  return `${test.module.relativeModuleId} > ${test.fullName}`;
}

/** @param {Tally} tally @param {import('vitest/node').TestCase} test */
function countTest(tally, test) {
  const name = nameTest(test);
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
