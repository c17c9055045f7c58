import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../scripts/project-root.mjs';
import { runBench } from './run-bench.mjs';
import { describeMachine } from './stream/machine.mjs';

const HELP = `Measures what rules cost: an event that meets all of them, beside asking each rule in turn.

  npm run bench:rules -- [--events N] [--rounds N] [--write]

  --events  in a round, 100,000 unless told otherwise: ten seconds of a stream of 10,000 a second
  --rounds  how often it is done, 5 unless told otherwise; medians are printed
  --write   writes docs/benchmarks/rules.md
`;
const RULES = [8, 50, 200, 500];
/** Microseconds an event, with 200 rules. */
const GOAL_US = 20;

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** @param {{ events: string, rounds: string }} options */
async function run({ events, rounds }) {
  const outfile = join(projectRoot, 'out/bench/time-rules.mjs');
  await build({
    entryPoints: [join(projectRoot, 'bench/rules/time-rules.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    logLevel: 'warning',
  });
  /** @type {typeof import('./rules/time-rules.ts')} */
  const { timeRules } = await import(pathToFileURL(outfile).href);
  const rows = RULES.map((count) => {
    const times = Array.from({ length: Number(rounds) }, () => timeRules(count, Number(events)));
    const engine = times.map(({ engineUs }) => engineUs);
    const range = `${Math.min(...engine).toFixed(1)} to ${Math.max(...engine).toFixed(1)}`;
    const naive = median(times.map(({ naiveUs }) => naiveUs)).toFixed(1);
    return `| ${String(count)} | ${median(engine).toFixed(1)} (${range}) | ${naive} | ${String(times[0]?.told ?? 0)} |`;
  });
  return [
    '# What rules cost',
    await describeMachine(),
    `Microseconds an event takes, from the parsed event to the decision, at 10,000 events a second by the clock that the engine is told; medians of ${rounds} rounds of ${events} events over 2,000 things. The rules have every timing, and some have conditions, expressions or free words. The goal is ${String(GOAL_US)} with 200 rules. "Each in turn" asks every query about every event that changes a state, and knows neither timing nor conditions.`,
    ['| Rules | Engine | Each in turn | Told |', '| --: | --: | --: | --: |', ...rows].join('\n'),
  ].join('\n\n');
}

await runBench({ name: 'rules', help: HELP, options: { events: '100000', rounds: '5' }, run });
