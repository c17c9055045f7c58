import { context, build as esbuild } from 'esbuild';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { collectLicences } from './packaging/licences.mjs';
import { projectRoot } from './project-root.mjs';
import { say } from './terminal/say.mjs';

/** The folders below `out/` that a build owns; `out/types` belongs to the compiler. */
const OWNED_FOLDERS = ['main', 'preload', 'renderer', 'cli', 'assets'];

/** A native module: found at run time, and not needed at all where the runtime has `node:sqlite`. */
const NATIVE_MODULES = ['@photostructure/sqlite'];

const NO_JSON_SCHEMA = join(projectRoot, 'scripts/no-json-schema.mjs');
const NO_XML = join(projectRoot, 'scripts/no-xml.mjs');

/**
 * The bundles. Everything but Electron itself and native modules is bundled, so that the packaged app carries no `node_modules`.
 * Targets are the oldest runtimes that the app is run on: Electron 25 (Node 18.15, Chromium 114) and Node 20 for the terminal.
 *
 * @param {string} root
 * @returns {Promise<{ name: string, options: import('esbuild').BuildOptions }[]>}
 */
async function listBundles(root) {
  const from = (/** @type {string} */ path) => join(root, 'src', path);
  const to = (/** @type {string} */ path) => join(root, 'out', path);
  const rendererFiles = await readdir(from('renderer'));
  const styles = rendererFiles
    .filter((file) => file.endsWith('.css'))
    .map((file) => from(`renderer/${file}`));
  return [
    {
      name: 'main',
      options: {
        entryPoints: [from('main/index.ts')],
        outfile: to('main/index.cjs'),
        platform: 'node',
        format: 'cjs',
        target: 'node18',
        external: ['electron', ...NATIVE_MODULES],
        alias: {
          'ajv/dist/2020.js': NO_JSON_SCHEMA,
          'ajv-formats': NO_JSON_SCHEMA,
          'fast-xml-parser': NO_XML,
          'fast-xml-builder': NO_XML,
        },
      },
    },
    {
      name: 'history',
      options: {
        entryPoints: [from('history/worker/history-worker.ts')],
        outfile: to('main/history-worker.cjs'),
        platform: 'node',
        format: 'cjs',
        target: 'node18',
        external: NATIVE_MODULES,
      },
    },
    {
      name: 'updater',
      options: {
        entryPoints: [from('main/updates/electron-installer.ts')],
        outfile: to('main/updater.cjs'),
        platform: 'node',
        format: 'cjs',
        target: 'node18',
        external: ['electron'],
      },
    },
    {
      name: 'watch over the terminal in the app',
      options: {
        entryPoints: [from('cli/in-app-watch.ts')],
        outfile: to('main/terminal.cjs'),
        platform: 'node',
        format: 'cjs',
        target: 'node18',
        define: { 'import.meta.url': 'terminalUrl' },
        banner: { js: "const terminalUrl = require('node:url').pathToFileURL(__filename).href;" },
      },
    },
    {
      name: 'terminal in the app',
      options: {
        entryPoints: [from('cli/in-app.ts')],
        outfile: to('main/terminal-program.cjs'),
        platform: 'node',
        format: 'cjs',
        target: 'node18',
        external: NATIVE_MODULES,
        define: { 'import.meta.url': 'terminalUrl' },
        banner: { js: "const terminalUrl = require('node:url').pathToFileURL(__filename).href;" },
      },
    },
    {
      name: 'preload',
      options: {
        entryPoints: [from('preload/index.ts')],
        outfile: to('preload/index.cjs'),
        platform: 'browser',
        format: 'cjs',
        target: 'chrome114',
        external: ['electron'],
      },
    },
    {
      name: 'page',
      options: {
        entryPoints: [from('renderer/app.ts'), ...styles],
        outdir: to('renderer'),
        platform: 'browser',
        format: 'esm',
        target: 'chrome114',
        loader: { '.svg': 'file', '.woff2': 'file' },
      },
    },
    {
      name: 'terminal',
      options: {
        entryPoints: [from('cli/porchlight.ts')],
        outfile: to('cli/porchlight.js'),
        platform: 'node',
        format: 'esm',
        target: 'node20',
        external: NATIVE_MODULES,
        // Some packages are still CommonJS and call `require` for Node's own modules, which an ES module has to bring.
        banner: {
          js: "#!/usr/bin/env node\nimport { createRequire as createBundleRequire } from 'node:module';\nconst require = createBundleRequire(import.meta.url);",
        },
      },
    },
  ];
}

/**
 * @param {string} root
 * @param {boolean} release
 * @returns {Promise<import('esbuild').BuildOptions>}
 */
async function readSharedOptions(root, release) {
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  const { version } = /** @type {{ version: string }} */ (JSON.parse(manifest));
  return {
    absWorkingDir: root,
    bundle: true,
    metafile: true,
    minify: release,
    sourcemap: release ? false : 'linked',
    legalComments: 'none',
    // Plain ASCII takes one byte a character in memory, anything else makes the whole bundle take two.
    charset: 'ascii',
    logLevel: 'warning',
    define: {
      __PORCHLIGHT_VERSION__: JSON.stringify(version),
      'process.env.NODE_ENV': JSON.stringify(release ? 'production' : 'development'),
    },
  };
}

/** What is written about the assets is for developers. @param {string} source */
function isForTheApp(source) {
  return !source.endsWith('.md');
}

/** The page itself and the pictures, which are copied as they are. @param {string} root */
async function copyStaticFiles(root) {
  await mkdir(join(root, 'out/renderer'), { recursive: true });
  await cp(join(root, 'src/renderer/index.html'), join(root, 'out/renderer/index.html'));
  const assets = join(root, 'assets');
  if (!existsSync(assets)) return;
  await cp(assets, join(root, 'out/assets'), { recursive: true, filter: isForTheApp });
}

/**
 * Removes what an earlier build left and this one didn't write. Files are replaced in place and never removed up front, so an
 * app that is running from `out/` keeps working during a build.
 *
 * @param {string} root
 * @param {Set<string>} written absolute paths
 */
async function removeStaleFiles(root, written) {
  for (const folder of OWNED_FOLDERS) {
    const path = join(root, 'out', folder);
    if (!existsSync(path)) continue;
    for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      const source = folder === 'assets' ? join(root, 'assets', relative(path, file)) : undefined;
      if (!entry.isFile() || written.has(file) || (source && isForTheApp(source) && existsSync(source)))
        continue;
      await rm(file, { force: true });
    }
  }
}

/**
 * Builds the app and the terminal program from `src/` into `out/`.
 *
 * @param {{ root?: string, release?: boolean }} [options] `release` minifies and leaves source maps out.
 * @returns {Promise<{ sizes: Record<string, number>, durationMs: number }>} bytes of each bundle.
 * @throws when a source doesn't compile; esbuild has printed where.
 */
export async function buildPorchlight({ root = projectRoot, release = false } = {}) {
  const startedMs = performance.now();
  const shared = await readSharedOptions(root, release);
  /** @type {Record<string, number>} */
  const sizes = {};
  const written = new Set([join(root, 'out/renderer/index.html')]);
  /** @type {Set<string>} */
  const inputs = new Set();
  await Promise.all(
    (await listBundles(root)).map(async ({ name, options }) => {
      const define = { ...shared.define, ...options.define };
      const { metafile } = await esbuild({ ...shared, ...options, define, metafile: true });
      const outputs = Object.entries(metafile.outputs);
      for (const path of Object.keys(metafile.inputs)) inputs.add(path);
      for (const [path] of outputs) written.add(resolve(root, path));
      sizes[name] = outputs
        .filter(([path]) => !path.endsWith('.map'))
        .reduce((sum, [, { bytes }]) => sum + bytes, 0);
    }),
  );
  await copyStaticFiles(root);
  await chmod(join(root, 'out/cli/porchlight.js'), 0o755);
  if (release) await writeFile(join(root, 'out/licences.txt'), await collectLicences(root, inputs));
  await removeStaleFiles(root, written);
  return { sizes, durationMs: Math.round(performance.now() - startedMs) };
}

/**
 * One line about a build: how long it took and how large each bundle is.
 *
 * @param {{ sizes: Record<string, number>, durationMs: number }} result
 */
export function describeBuild({ sizes, durationMs }) {
  const parts = Object.entries(sizes)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, bytes]) => `${name} ${String(Math.ceil(bytes / 1000))} kB`);
  return `Built in ${String(durationMs)} ms: ${parts.join(', ')}.`;
}

/**
 * Builds, and builds a bundle again whenever one of its sources changes.
 *
 * @param {(name: string) => void} onBuilt told of each bundle that was written; esbuild prints what doesn't compile
 * @returns {Promise<{ stop: () => Promise<void> }>}
 */
export async function watchPorchlight(onBuilt) {
  const shared = await readSharedOptions(projectRoot, false);
  await copyStaticFiles(projectRoot);
  const contexts = await Promise.all(
    (await listBundles(projectRoot)).map(({ name, options }) => {
      /** @type {import('esbuild').Plugin} */
      const reporter = {
        name: 'tell of each build',
        setup(build) {
          build.onEnd(({ errors }) => {
            if (errors.length === 0) onBuilt(name);
          });
        },
      };
      const define = { ...shared.define, ...options.define };
      return context({ ...shared, ...options, define, plugins: [reporter] });
    }),
  );
  await Promise.all(contexts.map((watcher) => watcher.watch()));
  return {
    async stop() {
      await Promise.all(contexts.map((watcher) => watcher.dispose()));
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { release: { type: 'boolean' } } });
  say(describeBuild(await buildPorchlight({ release: values.release ?? false })));
}
