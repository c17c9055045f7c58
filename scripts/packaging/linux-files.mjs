import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../project-root.mjs';

const sources = join(projectRoot, 'packaging/linux');
const documents = '/usr/share/doc/porchlight';

/**
 * Writes what a package of Linux has beside the app itself, and says where each file goes, as fpm takes it: `file=place`.
 *
 * @param {string} folder for what is made here; it is emptied
 * @param {{ version: string, target: 'deb' | 'rpm' | 'pacman' }} options
 * @returns {Promise<string[]>}
 */
export async function writeLinuxFiles(folder, { version, target }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const changedAt = (await stat(join(projectRoot, 'CHANGELOG.md'))).mtime;
  const changelog = await readFile(join(projectRoot, 'CHANGELOG.md'), 'utf8');
  const manual = await readFile(join(sources, 'porchlight.1'), 'utf8');
  const metainfo = await readFile(join(sources, 'io.porchlight.Porchlight.metainfo.xml'), 'utf8');
  /** @type {[name: string, content: string | Buffer, place: string][]} */
  const made = [
    ['changelog.gz', gzip(changelog), `${documents}/changelog.gz`],
    ['porchlight.1.gz', gzip(fill(manual, version, changedAt)), '/usr/share/man/man1/porchlight.1.gz'],
    [
      'io.porchlight.Porchlight.metainfo.xml',
      fill(metainfo, version, changedAt),
      '/usr/share/metainfo/io.porchlight.Porchlight.metainfo.xml',
    ],
    ['copyright', await readCopyright(), `${documents}/copyright`],
  ];
  for (const [name, content] of made) await writeFile(join(folder, name), content);
  // A clone may have lost the mode.
  await copyFile(join(sources, 'porchlight'), join(folder, 'porchlight'));
  await chmod(join(folder, 'porchlight'), 0o755);
  /** @type {[from: string, place: string][]} */
  const copied = [
    [join(folder, 'porchlight'), '/usr/bin/porchlight'],
    [join(sources, 'completions/porchlight.bash'), '/usr/share/bash-completion/completions/porchlight'],
    [
      join(sources, 'completions/_porchlight'),
      `/usr/share/zsh/${target === 'deb' ? 'vendor-completions' : 'site-functions'}/_porchlight`,
    ],
    [join(sources, 'completions/porchlight.fish'), '/usr/share/fish/vendor_completions.d/porchlight.fish'],
  ];
  if (target === 'deb')
    copied.push([join(sources, 'lintian-overrides'), '/usr/share/lintian/overrides/porchlight']);
  return [...made.map(([name, , place]) => [join(folder, name), place]), ...copied].map(
    ([from, place]) => `${from ?? ''}=${place ?? ''}`,
  );
}

/** zlib writes no time into it, so the same sources give the same file. @param {string} text */
function gzip(text) {
  return gzipSync(text, { level: 9 });
}

/** @param {string} text @param {string} version @param {Date} date */
function fill(text, version, date) {
  return text.replaceAll('@VERSION@', version).replaceAll('@DATE@', date.toISOString().slice(0, 10));
}

/** Debian's file of licences, https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/. */
async function readCopyright() {
  const [, , holders = '', , ...terms] = (await readFile(join(projectRoot, 'LICENSE'), 'utf8'))
    .trim()
    .split('\n');
  return [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: Porchlight',
    'Comment: Electron, Chromium and the packages that are bundled have licences of their own. They are in',
    ' /opt/Porchlight: LICENSE.electron.txt, LICENSES.chromium.html and LICENSES.porchlight.txt.',
    '',
    'Files: *',
    `Copyright: ${holders.replace(/^Copyright \(c\) /, '')}`,
    'License: Expat',
    ...terms.map((line) => ` ${line.trim() === '' ? '.' : line}`),
    '',
  ].join('\n');
}

/**
 * The page of these sources: that of the repository on whose runner they are built. Elsewhere nobody knows it.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string | undefined>}
 */
export async function findHomepage(env = process.env) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env;
  if (server !== undefined && repository !== undefined) return `${server}/${repository}`;
  const { stdout } = await promisify(execFile)('git', ['remote', 'get-url', 'origin'], {
    cwd: projectRoot,
  }).catch(() => ({ stdout: '' }));
  const found = /^(?:https:\/\/|git@)([^/:]+)[/:](.+?)(?:\.git)?$/.exec(stdout.trim());
  return found ? `https://${found[1] ?? ''}/${found[2] ?? ''}` : undefined;
}
