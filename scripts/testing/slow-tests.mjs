import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.mjs';

/**
 * A test and how long it took by the clock on the wall, in milliseconds, its hooks included.
 *
 * @typedef {{ name: string, ms: number }} TimedTest
 */

/**
 * The reason by the name of a test, or by the beginning that the names of several tests share.
 *
 * @typedef {Readonly<Record<string, string>>} SlowList
 */

/**
 * How long a test may take unless test/slow-tests.json lists it. A browser test opens a page, a desktop test starts the app, and one
 * against a real Home Assistant starts that.
 */
const boundsMs = /** @type {const} */ ({
  unit: 5_000,
  'node-sqlite': 5_000,
  browser: 10_000,
  desktop: 30_000,
  install: 30_000,
  'home-assistant': 60_000,
});

/**
 * The bound for tests of one kind, in milliseconds. A wall clock also counts what other programs do, so a busy or slow machine can
 * widen it: PORCHLIGHT_SLOW_FACTOR=3 allows three times as long.
 *
 * @param {import('./projects.mjs').TestProject} project
 * @param {NodeJS.ProcessEnv} env
 */
export function toBoundMs(project, env) {
  const factor = Number(env['PORCHLIGHT_SLOW_FACTOR'] ?? 1);
  return boundsMs[project] * (factor > 0 ? factor : 1);
}

/** The tests that may be slow. @returns {SlowList} */
export function readSlowList() {
  return JSON.parse(readFileSync(join(projectRoot, 'test/slow-tests.json'), 'utf8'));
}

/**
 * The tests that took longer than the bound and are not listed.
 *
 * @param {readonly TimedTest[]} tests
 * @param {SlowList} list
 * @param {number} boundMs
 * @returns {TimedTest[]}
 */
export function findSlow(tests, list, boundMs) {
  const beginnings = Object.keys(list);
  return tests.filter(
    ({ name, ms }) => ms > boundMs && !beginnings.some((listed) => name.startsWith(listed)),
  );
}

/**
 * What is wrong with the list itself: an entry without a reason, or for a test that is no more. Only entries for files that ran are
 * judged.
 *
 * @param {readonly TimedTest[]} tests
 * @param {SlowList} list
 * @returns {string[]}
 */
export function judgeList(tests, list) {
  const files = new Set(tests.map(({ name }) => name.split(' > ')[0] ?? ''));
  return Object.entries(list)
    .filter(([listed]) => files.has(listed.split(' > ')[0] ?? ''))
    .flatMap(([listed, reason]) => [
      ...(reason.trim() === '' ? [`test/slow-tests.json gives no reason for ${listed}`] : []),
      ...(tests.some(({ name }) => name.startsWith(listed))
        ? []
        : [`test/slow-tests.json lists ${listed}, but there is no such test`]),
    ]);
}

/** @param {TimedTest} test @param {number} boundMs */
export function describeSlow({ name, ms }, boundMs) {
  const [took, allowed] = [ms, boundMs].map((time) => (time / 1000).toFixed(1));
  return `${name} took ${took ?? ''} s also when it ran alone, more than ${allowed ?? ''} s; make it faster, or list it with a reason in test/slow-tests.json`;
}
