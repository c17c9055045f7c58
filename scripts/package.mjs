import { build } from 'electron-builder';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPorchlight, describeBuild } from './build.mjs';
import { projectRoot } from './project-root.mjs';
import { resolveFallback } from './runtime/resolve.mjs';
import { describeError, say } from './terminal/say.mjs';

/** What differs from electron-builder.yml when the fallback runtime is packaged. */
async function readFallbackConfig() {
  const runtime = await resolveFallback();
  return {
    electronDist: runtime.distPath,
    electronVersion: runtime.version,
    files: [
      'package.json',
      'out/{main,preload,renderer,assets}/**',
      '!node_modules/**',
      // The Electron that ships has SQLite in it; this one has not.
      'node_modules/@photostructure/sqlite/{package.json,dist/index.cjs}',
      `node_modules/@photostructure/sqlite/prebuilds/${process.platform}-${process.arch}/**`,
      'node_modules/node-gyp-build/*.{js,json}',
    ],
  };
}

/**
 * Packages the app into `dist/` with electron-builder.
 *
 * @param {{ fallbackRuntime?: boolean, dirOnly?: boolean }} [options] `fallbackRuntime` takes the Electron that is for running and
 *   testing only, and makes a folder, never an installer; `dirOnly` makes a folder on the Electron that ships.
 * @returns {Promise<void>}
 * @throws when a source doesn't compile or electron-builder fails.
 */
async function packagePorchlight({ fallbackRuntime = false, dirOnly = false } = {}) {
  say(describeBuild(await buildPorchlight({ release: true })));
  const isDir = fallbackRuntime || dirOnly;
  if (fallbackRuntime) say('Packaging on the fallback runtime: for testing, not for release.');
  const overrides = fallbackRuntime ? await readFallbackConfig() : {};
  await build({
    projectDir: projectRoot,
    dir: isDir,
    publish: 'never',
    // Merged over electron-builder.yml.
    config: overrides,
  });
  // electron-builder takes it away itself from an Electron that it has downloaded, but not from one that it was given.
  if (fallbackRuntime)
    await rm(join(projectRoot, 'dist/linux-unpacked/resources/default_app.asar'), { force: true });
}

try {
  const { values } = parseArgs({
    options: { 'fallback-runtime': { type: 'boolean' }, dir: { type: 'boolean' } },
  });
  await packagePorchlight({
    fallbackRuntime: values['fallback-runtime'] ?? false,
    dirOnly: values.dir ?? false,
  });
} catch (error) {
  say(`Packaging failed. ${describeError(error)}`);
  // Not process.exitCode: a hook of electron-builder's ends a process that comes to its end with 0.
  process.exit(1);
}
