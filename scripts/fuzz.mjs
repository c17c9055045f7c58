import { build } from 'esbuild';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './project-root.mjs';
import { describeError, say } from './terminal/say.mjs';

const HELP = `Feeds everything that reads what it does not trust with made-up and damaged input, and compares it with slow readers.

  npm run fuzz -- [--seconds N] [--seed S] [--target NAME]

  --seconds  how long, 60 unless told otherwise
  --seed     a whole number; the same seed tries the same inputs
  --target   only this one
`;

/**
 * What `test/fuzz/run-fuzz.ts` promises.
 *
 * @typedef {{ target: string, round: number, message: string, input: string, smallest: string }} Failure
 * @typedef {{ rounds: Record<string, number>, failures: Failure[] }} Result
 * @typedef {{ runFuzz: (options: { seed: number, maxMs: number, only?: string }) => Promise<Result> }} FuzzModule
 */

/**
 * Bundles the targets, which are TypeScript, and loads them.
 *
 * @returns {Promise<FuzzModule>}
 */
async function loadFuzz() {
  const outfile = join(projectRoot, 'out/fuzz/run-fuzz.mjs');
  const captures = pathToFileURL(join(projectRoot, 'test/support/captures.ts')).href;
  await build({
    entryPoints: [join(projectRoot, 'test/fuzz/run-fuzz.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
    // The one file that looks for others beside itself.
    define: { 'import.meta.url': JSON.stringify(captures) },
  });
  return /** @type {Promise<FuzzModule>} */ (import(pathToFileURL(outfile).href));
}

/**
 * @param {string | undefined} text
 * @param {number} usual
 * @param {string} name
 */
function parseWhole(text, usual, name) {
  if (text === undefined) return usual;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number, and ${text} is none.`);
  return Number(text);
}

/**
 * A failure with everything that is needed to see it again.
 *
 * @param {Failure} failure
 * @param {number} seed
 */
function describeFailure({ target, round, message, input, smallest }, seed) {
  return [
    `\n${target}: ${message}`,
    `  smallest input: ${JSON.stringify(smallest)}`,
    `  found as: ${JSON.stringify(input.slice(0, 2_000))}`,
    `  again: npm run fuzz -- --seed ${String(seed)} --target ${target} (input ${String(round + 1)})`,
  ].join('\n');
}

async function fuzz() {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string' },
      seed: { type: 'string' },
      target: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return true;
  }
  const seconds = parseWhole(values.seconds, 60, 'seconds');
  const seed = parseWhole(values.seed, Math.floor(Math.random() * 1e9), 'seed');
  say(`Fuzzing for ${String(seconds)} seconds with seed ${String(seed)}.`);
  const { runFuzz } = await loadFuzz();
  const only = values.target === undefined ? {} : { only: values.target };
  const { rounds, failures } = await runFuzz({ seed, maxMs: seconds * 1_000, ...only });
  for (const failure of failures) process.stdout.write(`${describeFailure(failure, seed)}\n`);
  const tried = Object.entries(rounds).map(([name, count]) => `${name} ${String(count)}`);
  say(`Inputs tried: ${tried.join(', ')}.`);
  say(
    failures.length === 0
      ? 'Nothing is wrong.'
      : `${String(failures.length)} targets failed. Seed ${String(seed)}.`,
  );
  return failures.length === 0;
}

const isGood = await fuzz().catch((/** @type {unknown} */ error) => {
  say(describeError(error));
  return false;
});
process.exitCode = isGood ? 0 : 1;
