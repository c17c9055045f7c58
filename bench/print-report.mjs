import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { projectRoot } from '../scripts/project-root.mjs';

/**
 * Prints what a benchmark has found, and keeps it in docs/benchmarks when it is told to.
 *
 * @param {string} name of the file, without its ending
 * @param {string} report in Markdown
 * @param {boolean} isKept
 */
export async function printReport(name, report, isKept) {
  process.stdout.write(`${report}\n`);
  if (!isKept) return;
  const folder = join(projectRoot, 'docs/benchmarks');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.md`), await format(report, { parser: 'markdown' }));
}
