import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findAppImageTools, findNfpm } from '../packaging/tools.mjs';
import { ensureSystemPackages } from '../system-packages/ensure.mjs';
import { runCommand } from '../terminal/run-command.mjs';
import { describeError, say } from '../terminal/say.mjs';

const caches = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'porchlight');

/** The Debian that the packages are installed into, unless PORCHLIGHT_DEBIAN names another. */
const suite = process.env['PORCHLIGHT_DEBIAN'] ?? 'bookworm';

/** The fresh minimal Debian, and what apt has downloaded for it. Both are kept for the next run. */
export const debianRoot = join(caches, `debian-${suite}`);
export const debianArchives = join(caches, `archives-${suite}`);

/**
 * Gets the tests of installing ready: the tools that look at a package, and a minimal Debian.
 *
 * @returns {Promise<string | undefined>} why they can't run here
 */
export async function prepareDebianRoot() {
  // A package of another's making may be for another processor, of which this is then one.
  const isForHere = process.arch === 'x64' || Boolean(process.env['PORCHLIGHT_PACKAGE']);
  if (process.platform !== 'linux' || !isForHere) return 'the package is for Linux on x64';
  if (process.getuid?.() !== 0) return 'only root can put a Debian together and enter it';
  const missing = (await ensureSystemPackages(['install'])).get('install');
  if (missing !== undefined) return missing;
  const entered = await runCommand('unshare', [
    '--mount',
    '--pid',
    '--ipc',
    '--uts',
    '--fork',
    'mount',
    '--make-rprivate',
    '/',
  ]);
  if (entered.code !== 0) return `no namespaces here: ${entered.output.trim()}`;
  if (existsSync(debianRoot)) return undefined;
  say(`Making a minimal Debian (${suite}) to install the package into; it is kept in ${debianRoot}.`);
  // Under another name until it is whole.
  const made = `${debianRoot}.part`;
  await rm(made, { recursive: true, force: true });
  await mkdir(caches, { recursive: true });
  const { code, output } = await runCommand('debootstrap', ['--variant=minbase', suite, made]);
  if (code !== 0) return `debootstrap could not make a Debian: ${output.trim().split('\n').at(-1) ?? ''}`;
  await rename(made, debianRoot);
  return undefined;
}

/** Packages whose tools come from registries, and the variable that says why one can't be tested. */
const optionalPackages = /** @type {const} */ ([
  { targets: ['AppImage'], find: findAppImageTools, skip: 'PORCHLIGHT_SKIP_APPIMAGE' },
  { targets: ['rpm', 'pacman'], find: findNfpm, skip: 'PORCHLIGHT_SKIP_RPM' },
]);

/**
 * Chooses what can be packaged here.
 *
 * @returns {Promise<{ targets: readonly string[], skips: Record<string, string> }>} `skips` has a variable with the reason for each
 *   kind that can't be made
 */
export async function choosePackages() {
  /** @type {string[]} */
  const targets = ['deb', 'tar.gz'];
  /** @type {Record<string, string>} */
  const skips = {};
  for (const optional of optionalPackages) {
    try {
      await optional.find();
      targets.push(...optional.targets);
    } catch (error) {
      skips[optional.skip] = describeError(error);
    }
  }
  return { targets, skips };
}
