import { runCommand } from '../terminal/run-command.mjs';
import { toSkippedTally } from './tally.mjs';

/** @typedef {import('./tally-reporter.mjs').Tally} Tally */

/**
 * Releases of Node that bring SQLite of their own, which the history takes where it is there: its first line and the one that the
 * Electron of package.json is built with. Others take the package.
 */
const nodesWithSqlite = ['22.23.3', '24.21.0'];

/**
 * Runs tests on each of these releases, which npm fetches and keeps in its cache.
 *
 * @param {(node: string) => Promise<Tally>} run gets the path of the executable
 * @returns {Promise<Tally[]>} where a release can't be had, one that says so.
 */
export async function runOnOtherNodes(run) {
  const tallies = [];
  for (const version of nodesWithSqlite) {
    const node = await findNode(version);
    tallies.push(
      'reason' in node
        ? toSkippedTally(`the history on Node ${version}`, node.reason)
        : await run(node.executable),
    );
  }
  return tallies;
}

/** @param {string} version @returns {Promise<{ executable: string } | { reason: string }>} */
async function findNode(version) {
  const { code, output } = await runCommand('npm', [
    'exec',
    '--yes',
    `--package=node@${version}`,
    '--',
    'node',
    '--print',
    '`node ${process.versions.node} is ${process.execPath}`',
  ]);
  const executable = output
    .split('\n')
    .find((line) => line.startsWith(`node ${version} is `))
    ?.slice(`node ${version} is `.length);
  if (code === 0 && executable !== undefined) return { executable };
  return { reason: `npm could not fetch it: ${output.trim().split('\n').at(-1) ?? ''}` };
}
