import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root.mjs';
import { runCommand } from '../terminal/run-command.mjs';
import { describeSlow, toBoundMs } from './slow-tests.mjs';
import { toBrokenTally } from './tally.mjs';

/**
 * The kinds of tests, as vitest.config.ts names them.
 *
 * @typedef {'unit' | 'node-sqlite' | 'browser' | 'desktop' | 'install' | 'home-assistant'} TestProject
 */

/** @type {readonly TestProject[]} */
export const testProjects = ['unit', 'node-sqlite', 'browser', 'desktop', 'install', 'home-assistant'];

/** Longer than any run should take; a run that reaches it hangs. */
const DEADLINE_MS = 20 * 60 * 1000;

const sessionScript = join(projectRoot, 'test/desktop/support/session.sh');
const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs');

/**
 * Reads a list such as `unit,browser`.
 *
 * @param {string | undefined} list
 * @returns {readonly TestProject[]} all of them when there is no list.
 * @throws for an unknown name.
 */
export function parseProjects(list) {
  if (list === undefined) return testProjects;
  return list.split(',').map((word) => {
    const project = testProjects.find((name) => name === word.trim());
    if (project === undefined)
      throw new Error(`There are no tests called "${word}". Choose from ${testProjects.join(', ')}.`);
    return project;
  });
}

/**
 * Runs one kind of tests to its end; the desktop tests inside a session of their own.
 *
 * @param {TestProject} project
 * @param {{ show: boolean, env: NodeJS.ProcessEnv, inSession: boolean, node?: string }} options `show` prints the output as it comes;
 *   `node` is another Node to run them on
 * @returns {Promise<{ tally: import('./tally-reporter.mjs').Tally, output: string }>}
 */
export async function runProject(project, options) {
  const boundMs = toBoundMs(project, options.env);
  const { tally, output } = await runVitest(project, boundMs, [], options);
  const failures = [];
  // A wall clock also counts what other tests do, so only a test that is slow by itself as well is called slow.
  for (const { name } of tally.slow) {
    const alone = await runVitest(project, boundMs, toFilter(name), { ...options, show: false });
    failures.push(...alone.tally.slow.map((test) => describeSlow(test, boundMs)));
  }
  return {
    tally: {
      ...tally,
      failed: tally.failed + failures.length,
      failures: [...tally.failures, ...failures],
    },
    output,
  };
}

/** The words that make Vitest run one test alone. @param {string} name as the tally has it */
function toFilter(name) {
  const [file = '', ...path] = name.split(' > ');
  return [file, '--testNamePattern', `^${path.join(' ').replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`];
}

/**
 * @param {TestProject} project
 * @param {number} boundMs
 * @param {readonly string[]} filter
 * @param {{ show: boolean, env: NodeJS.ProcessEnv, inSession: boolean, node?: string }} options
 * @returns {Promise<{ tally: import('./tally-reporter.mjs').RunTally, output: string }>}
 */
async function runVitest(project, boundMs, filter, { show, env, inSession, node = process.execPath }) {
  const tallyFile = join(projectRoot, `test-output/tally-${project}.json`);
  await rm(tallyFile, { force: true });
  const reporters = [
    '--reporter=default',
    `--reporter=${join(projectRoot, 'scripts/testing/tally-reporter.mjs')}`,
  ];
  const words = [node, vitest, 'run', '--project', project, '--passWithNoTests', ...reporters, ...filter];
  const [command = '', ...args] = inSession ? [sessionScript, ...words] : words;
  const { code, output } = await runCommand(command, args, {
    cwd: projectRoot,
    env: { ...env, PORCHLIGHT_TALLY_FILE: tallyFile, PORCHLIGHT_SLOW_MS: String(boundMs) },
    show,
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  return { tally: await readTally(tallyFile, project, code), output };
}

/** @param {string} file @param {TestProject} project @param {number} code @returns {Promise<import('./tally-reporter.mjs').RunTally>} */
async function readTally(file, project, code) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined)
    return {
      ...toBrokenTally(`the ${project} tests ended without a result (exit code ${String(code)})`),
      slow: [],
    };
  const tally = /** @type {import('./tally-reporter.mjs').RunTally} */ (JSON.parse(text));
  if (code !== 0 && tally.failed === 0)
    return { ...tally, failed: 1, failures: [`the ${project} tests ended with exit code ${String(code)}`] };
  return tally;
}
