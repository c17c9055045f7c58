/** @typedef {import('./tally-reporter.mjs').Tally} Tally */

/** The tally of a run that broke before it could count. @param {string} what @returns {Tally} */
export function toBrokenTally(what) {
  return { passed: 0, failed: 1, skipped: 0, skips: [], failures: [what] };
}

/** The tally of tests that can't be run here. @param {string} name @param {string} reason @returns {Tally} */
export function toSkippedTally(name, reason) {
  return { passed: 0, failed: 0, skipped: 1, skips: [{ name, reason }], failures: [] };
}

/**
 * One tally of several.
 *
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function addTallies(tallies) {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.reduce((sum, tally) => sum + tally.failed, 0),
    skipped: tallies.reduce((sum, tally) => sum + tally.skipped, 0),
    skips: tallies.flatMap((tally) => tally.skips),
    failures: tallies.flatMap((tally) => tally.failures),
  };
}

/** The line that test output ends with. @param {Tally} tally */
export function describeTally({ passed, failed, skipped }) {
  return `${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`;
}

/** What a person should know beyond the numbers: each failed and each skipped test. @param {Tally} tally @returns {string[]} */
export function describeDetails({ skips, failures }) {
  return [
    ...failures.map((name) => `Failed: ${name}`),
    ...skips.map(({ name, reason }) => `Skipped: ${name}${reason === '' ? '' : ` (${reason})`}`),
  ];
}
