// The page in a browser with live reload, and the app started again on a change: npm run dev
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { runApp } from './dev/app.mjs';
import { projectRoot } from './project-root.mjs';
import { findWindowObstacle } from './runtime/launch.mjs';
import { describeError, say } from './terminal/say.mjs';

/** Settings of its own, so that an installed Porchlight may run beside it and keeps its settings. */
const DATA_FOLDER = join(projectRoot, '.runtime/dev-data');

/**
 * Serves the page with the stand-in for the main process that the browser tests use.
 *
 * @param {number} port
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
async function servePage(port) {
  const file = join(projectRoot, 'test/browser/page-server.ts');
  const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' });
  return module.startPageServer({ port, live: true });
}

/** @param {readonly string[]} args */
async function startApp(args) {
  const obstacle = await findWindowObstacle();
  if (obstacle === undefined) return runApp(args);
  say(`${obstacle} Only the page is served.`);
  return undefined;
}

try {
  const { values, positionals } = parseArgs({
    options: {
      port: { type: 'string', default: '8030' },
      'page-only': { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const page = await servePage(Number(values.port));
  say(`The page is at ${page.url}#rate=3&stored=5000 and loads again at each change of its sources.`);
  say('What follows # chooses a scene: test/browser/fake-scenes.ts has them all. Ctrl-C ends it.');
  const appArgs = positionals.length > 0 ? positionals : ['--demo'];
  const app = values['page-only']
    ? undefined
    : await startApp([`--user-data-dir=${DATA_FOLDER}`, ...appArgs]);
  const end = () => {
    void Promise.all([page.close(), app?.stop()]).then(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
} catch (error) {
  say(describeError(error));
  process.exitCode = 1;
}
