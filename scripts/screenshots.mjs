// Takes the README's pictures from the demo home, in a desktop without a screen: npm run screenshots
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { buildPorchlight, describeBuild } from './build.mjs';
import { projectRoot } from './project-root.mjs';
import { ensureSystemPackages } from './system-packages/ensure.mjs';
import { runCommand } from './terminal/run-command.mjs';
import { describeError, say } from './terminal/say.mjs';

const sessionScript = join(projectRoot, 'test/desktop/support/session.sh');
const picturesFile = join(projectRoot, 'test/desktop/support/take-pictures.ts');
const folder = join(projectRoot, 'docs/screenshots');

/** Builds the app and starts this script again inside a session. @returns {Promise<number>} its exit code. */
async function runInSession() {
  const missing = await ensureSystemPackages(['electron', 'desktop']);
  const [reason] = missing.values();
  if (reason !== undefined) throw new Error(`There can be no pictures here: ${reason}.`);
  say(describeBuild(await buildPorchlight()));
  const words = [sessionScript, process.execPath, fileURLToPath(import.meta.url)];
  return (await runCommand('bash', words, { show: true })).code;
}

async function takePictures() {
  const { module } = await runnerImport(picturesFile, { configFile: false, logLevel: 'error' });
  await module.takePictures(folder, (/** @type {string} */ path) => say(`  ${relative(projectRoot, path)}`));
}

try {
  if (process.env['PORCHLIGHT_SESSION_DIR']) await takePictures();
  else process.exitCode = await runInSession();
} catch (error) {
  say(describeError(error));
  process.exitCode = 1;
}
