import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { describeLines, describePage } from './faults/describe-faults.mjs';
import { projectRoot } from './project-root.mjs';
import { runCommand } from './terminal/run-command.mjs';
import { describeError, say } from './terminal/say.mjs';

/** @typedef {import('./faults/describe-faults.mjs').FaultResult} FaultResult */

const HELP = `Runs every fault scenario with many seeds and writes the table into docs/reliability.md.

  npm run test:faults -- [--seeds N] [--only ID] [--seed S]

  --seeds  how many seeds each, 50 unless told otherwise
  --only   one scenario, such as N06; the page is not written then
  --seed   one seed, as the table names it; the page is not written then
`;

const resultsFolder = join(projectRoot, 'test-output/faults');
const page = join(projectRoot, 'docs/reliability.md');

/** @returns {Promise<FaultResult[]>} in the order of the table */
async function readResults() {
  const files = (await readdir(resultsFolder).catch(() => []))
    .filter((name) => name.endsWith('.json'))
    .sort();
  const texts = await Promise.all(files.map((name) => readFile(join(resultsFolder, name), 'utf8')));
  return texts.map((text) => /** @type {FaultResult} */ (JSON.parse(text)));
}

/** The commit that is checked out, and whether something differs from it. */
async function describeCommit() {
  const { output: commit } = await runCommand('git', ['rev-parse', '--short', 'HEAD'], { cwd: projectRoot });
  const { output: changes } = await runCommand('git', ['status', '--porcelain', '--', 'src', 'test/faults'], {
    cwd: projectRoot,
  });
  return changes.trim() === '' ? commit.trim() : `${commit.trim()} with changes that are not committed`;
}

/** @param {{ seeds: string, only?: string | undefined, seed?: string | undefined }} values */
async function runFaults({ seeds, only, seed }) {
  if (!/^[1-9]\d{0,4}$/.test(seeds)) throw new Error(`--seeds takes a whole number, and ${seeds} is none.`);
  if (seed !== undefined && !/^\d{1,6}$/.test(seed))
    throw new Error(`--seed takes a whole number, and ${seed} is none.`);
  await rm(resultsFolder, { recursive: true, force: true });
  const startedMs = performance.now();
  const words = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'unit',
    '--maxWorkers=2',
    'test/faults',
  ];
  const { code } = await runCommand(process.execPath, only === undefined ? words : [...words, '-t', only], {
    cwd: projectRoot,
    show: true,
    env: {
      ...process.env,
      PORCHLIGHT_FAULT_SEEDS: seeds,
      PORCHLIGHT_FAULT_RESULTS: resultsFolder,
      ...(seed === undefined ? {} : { PORCHLIGHT_FAULT_SEED: seed }),
    },
  });
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  const results = await readResults();
  if (results.length === 0)
    throw new Error(`There is no scenario ${only ?? ''}. The table in docs/reliability.md has their names.`);
  process.stdout.write(`${describeLines(results).join('\n')}\n`);
  if (only === undefined && seed === undefined) {
    const date = new Date().toISOString().slice(0, 10);
    const text = describePage(results, { date, commit: await describeCommit(), seconds });
    await writeFile(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
    say('The table is in docs/reliability.md.');
  }
  return code === 0 ? 0 : 1;
}

try {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '50' },
      only: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await runFaults(values);
} catch (error) {
  say(`${describeError(error)}\n\n${HELP}`);
  process.exitCode = 2;
}
