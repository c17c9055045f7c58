import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { projectRoot } from '../scripts/project-root.mjs';
import { describeError, say } from '../scripts/terminal/say.mjs';

/**
 * Runs a benchmark with the options of its command line, prints what it has found, and keeps that in docs/benchmarks when it
 * is told to.
 *
 * @template {Record<string, string | boolean>} Options
 * @param {object} bench
 * @param {string} bench.name of the file that `--write` keeps, without its ending
 * @param {string} bench.help
 * @param {Options} bench.options with the values that they have unless told otherwise
 * @param {(options: Options) => Promise<string | null>} bench.run resolves to a report in Markdown; `null` for none
 */
export async function runBench({ name, help, options, run }) {
  try {
    const all = { ...options, write: false, help: false };
    const { values } = parseArgs({
      options: Object.fromEntries(
        Object.entries(all).map(([option, value]) => [
          option,
          { type: typeof value === 'boolean' ? 'boolean' : 'string', default: value },
        ]),
      ),
    });
    if (values['help'] === true) {
      process.stdout.write(help);
      return;
    }
    const report = await run(/** @type {Options} */ (values));
    if (report === null) return;
    process.stdout.write(`${report}\n`);
    if (values['write'] !== true) return;
    const folder = join(projectRoot, 'docs/benchmarks');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${name}.md`), await format(report, { parser: 'markdown' }));
  } catch (error) {
    say(describeError(error));
    process.exitCode = 1;
  }
}
