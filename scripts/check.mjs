import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { measureFiles } from './checks/file-length.mjs';
import { findUnhygienic } from './checks/hygiene.mjs';
import { readProjectTexts } from './checks/project-texts.mjs';
import { projectRoot } from './project-root.mjs';
import { runCommand } from './terminal/run-command.mjs';
import { describeError, say } from './terminal/say.mjs';

/**
 * One thing that is checked.
 *
 * @typedef {{ isGood: boolean, output: string }} CheckResult
 * @typedef {{ name: string, run: () => Promise<CheckResult> }} Check
 */

/**
 * A check by one of the project's tools, started without the wrapper in `.bin`.
 *
 * @param {string} name
 * @param {readonly string[]} words path below `node_modules` or of the project, and arguments
 * @returns {Check}
 */
function toolCheck(name, words) {
  return {
    name,
    async run() {
      const { code, output } = await runCommand(process.execPath, words, { cwd: projectRoot });
      return { isGood: code === 0, output };
    },
  };
}

/**
 * A check of the files' texts.
 *
 * @param {string} name
 * @param {(texts: ReadonlyMap<string, string>) => { findings: string[], summary?: string }} look
 * @returns {Check}
 */
function textCheck(name, look) {
  return {
    name,
    async run() {
      const { findings, summary = '' } = look(await readProjectTexts());
      return { isGood: findings.length === 0, output: [...findings, summary].join('\n') };
    },
  };
}

const types = toolCheck('types (tsc)', ['node_modules/typescript/bin/tsc', '-b', '--pretty', 'false']);
const lint = toolCheck('lint (eslint)', ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.']);
const cruise = [
  'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  '--config',
  '.dependency-cruiser.cjs',
];

/** The first lane is the longest; the second fits beside it on two processors. Lint reads the types that the compiler has written. */
const lanes = [
  [types, lint],
  [
    textCheck('forbidden words', (texts) => ({
      findings: [...texts].flatMap(([path, text]) => findUnhygienic(path, text)),
    })),
    textCheck('file length', measureFiles),
    toolCheck('format (prettier)', [
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--log-level',
      'warn',
      '.',
    ]),
    toolCheck('imports (dependency-cruiser)', [...cruise, 'src', 'scripts', 'test']),
    toolCheck('dead code (knip)', ['node_modules/knip/bin/knip.js']),
    toolCheck("Electron's API", ['scripts/electron-api.mjs']),
    ...(existsSync(join(projectRoot, 'scripts/icons.mjs'))
      ? [toolCheck('icons', ['scripts/icons.mjs', '--check'])]
      : []),
  ],
];

/**
 * Runs a check and says how it went; its output is shown when it failed.
 *
 * @param {Check} check
 * @returns {Promise<boolean>} whether it found nothing.
 */
async function runCheck({ name, run }) {
  const startedMs = performance.now();
  const { isGood, output } = await run().catch((/** @type {unknown} */ error) => ({
    isGood: false,
    output: describeError(error),
  }));
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const remark = isGood && name === 'file length' ? `, ${output.trim()}` : '';
  say(`${isGood ? 'good' : 'FAILED'}  ${name}  ${seconds} s${remark}`);
  if (!isGood) say(output.trimEnd().replaceAll(/^/gm, '        '));
  return isGood;
}

const results = await Promise.all(
  lanes.map(async (lane) => {
    const lanesResults = [];
    for (const check of lane) lanesResults.push(await runCheck(check));
    return lanesResults;
  }),
);
const failed = results.flat().filter((isGood) => !isGood).length;
say(
  failed === 0
    ? 'All checks are good.'
    : `${String(failed)} of ${String(results.flat().length)} checks failed.`,
);
process.exitCode = failed === 0 ? 0 : 1;
