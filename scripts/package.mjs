import { build } from 'electron-builder';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPorchlight, describeBuild } from './build.mjs';
import { findHomepage, writeLinuxFiles } from './packaging/linux-files.mjs';
import { findUpdatePlace } from './packaging/update-place.mjs';
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

/** electron-builder makes these with fpm. */
const fpmTargets = /** @type {const} */ (['deb', 'rpm', 'pacman']);

/**
 * What electron-builder.yml can't say: the files that are made for a package of Linux, and where these sources have a page.
 *
 * @param {string | undefined} compression of a .deb: `gz` takes seconds, the usual `xz` minutes
 */
async function readLinuxConfig(compression) {
  const manifest = await readFile(join(projectRoot, 'package.json'), 'utf8');
  const { version } = /** @type {{ version: string }} */ (JSON.parse(manifest));
  /** @type {Record<string, unknown>} */
  const config = {
    // electron-builder makes no package without one. A name below .invalid belongs to nobody, and stays out of the package.
    extraMetadata: { homepage: (await findHomepage()) ?? 'https://porchlight.invalid' },
  };
  for (const target of fpmTargets) {
    const folder = join(projectRoot, 'dist/linux-files', target);
    const fpm = await writeLinuxFiles(folder, { version, target });
    config[target] = { fpm, ...(target === 'deb' && compression !== undefined ? { compression } : {}) };
  }
  return config;
}

/**
 * electron-builder downloads its fpm from GitHub. A stand-in from these sources is enough for the fallback runtime, whose packages are
 * for testing.
 */
function useOwnFpm() {
  process.env['CUSTOM_FPM_PATH'] ??= join(projectRoot, 'scripts/packaging/fpm/fpm.mjs');
}

/**
 * Packages the app into `dist/` with electron-builder.
 *
 * @param {{ fallbackRuntime: boolean, dirOnly: boolean, targets: readonly string[], compression: string | undefined }} options
 *   `fallbackRuntime` takes the Electron that is for running and testing only, and makes a folder unless `targets` says more; `dirOnly`
 *   makes a folder on the Electron that ships; `targets` are those of Linux, by default those of electron-builder.yml.
 * @returns {Promise<void>}
 * @throws when a source doesn't compile or electron-builder fails.
 */
async function packagePorchlight({ fallbackRuntime, dirOnly, targets, compression }) {
  say(describeBuild(await buildPorchlight({ release: true })));
  const isDir = dirOnly || (fallbackRuntime && targets.length === 0);
  if (fallbackRuntime) {
    say('Packaging on the fallback runtime: for testing, not for release.');
    useOwnFpm();
  }
  const overrides = {
    // A package that is for testing gets no updates of others.
    publish: findUpdatePlace(fallbackRuntime ? undefined : await findHomepage()),
    ...(process.platform === 'linux' ? await readLinuxConfig(compression) : {}),
    ...(fallbackRuntime ? await readFallbackConfig() : {}),
  };
  await build({
    projectDir: projectRoot,
    dir: isDir,
    publish: 'never',
    ...(targets.length > 0 ? { linux: [...targets] } : {}),
    // Merged over electron-builder.yml.
    config: overrides,
  });
}

try {
  const { values } = parseArgs({
    options: {
      'fallback-runtime': { type: 'boolean' },
      dir: { type: 'boolean' },
      target: { type: 'string', multiple: true },
      compression: { type: 'string' },
    },
  });
  await packagePorchlight({
    fallbackRuntime: values['fallback-runtime'] ?? false,
    dirOnly: values.dir ?? false,
    targets: values.target ?? [],
    compression: values.compression,
  });
} catch (error) {
  say(`Packaging failed. ${describeError(error)}`);
  // Not process.exitCode: a hook of electron-builder's ends a process that comes to its end with 0.
  process.exit(1);
}
