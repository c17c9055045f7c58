import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root.mjs';
import { runCommand } from '../terminal/run-command.mjs';

const BINARY = /\.(?:png|ico|icns|raw|pem|woff2)$/;

/**
 * The text of each file that is in the repository or would be with the next commit.
 *
 * @returns {Promise<Map<string, string>>} text by path relative to the project's root.
 * @throws outside a git checkout.
 */
export async function readProjectTexts() {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { code, output } = await runCommand('git', args, { cwd: projectRoot });
  if (code !== 0) throw new Error(`git could not list the project's files: ${output.trim()}`);
  const paths = output.split('\0').filter((path) => path !== '' && !BINARY.test(path));
  const texts = await Promise.all(
    paths.map(
      async (path) =>
        /** @type {const} */ ([path, await readFile(join(projectRoot, path), 'utf8').catch(() => undefined)]),
    ),
  );
  return new Map(
    texts.flatMap(([path, text]) => (text === undefined ? [] : [/** @type {const} */ ([path, text])])),
  );
}
