import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../project-root.mjs';

/** What only the .tar.gz has, in the folder of the app. electron-builder makes all packages of that one folder. */
const tarballOnly = /** @type {const} */ (['install.sh', 'terminal', 'share']);

const synopsis = 'Desktop tray monitor for Home Assistant';
/** In lines that fit a terminal: packages take them as they are. */
const details = `Everything that happens in a Home Assistant home is an event: a door,
a leak, a lamp, an automation. Porchlight sits in the tray, receives
these events, shows them in a window, and notifies you of the ones
you chose. The same in the terminal: porchlight tail.`;
/** Debian's first line is the synopsis; an .rpm has a field for it; Arch has nothing else. */
const descriptions = { deb: `${synopsis}\n${details}`, rpm: details, pacman: synopsis };

/** Pictures of docs/screenshots, the first one first. */
const pictures = /** @type {const} */ ([
  ['events-light.png', 'What happens at home, one sentence for each event'],
  ['events-dark.png', 'The same after dark'],
  ['notifications-light.png', 'Rules for what is told, and when'],
]);

const sources = join(projectRoot, 'packaging/linux');
const documents = '/usr/share/doc/porchlight';

/**
 * Writes what a package of Linux has beside the app itself, and says what fpm is told of it: what stays out, and where each file goes,
 * as `file=place`.
 *
 * @param {string} folder for what is made here; it is emptied
 * @param {{ version: string, target: 'deb' | 'rpm' | 'pacman', homepage?: string | undefined }} options `homepage` of the sources, if
 *   they have one
 * @returns {Promise<string[]>}
 */
export async function writeLinuxFiles(folder, { version, target, homepage }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const changedAt = (await stat(join(projectRoot, 'CHANGELOG.md'))).mtime;
  const changelog = await readFile(join(projectRoot, 'CHANGELOG.md'), 'utf8');
  const metainfo = await readFile(join(sources, 'io.porchlight.Porchlight.metainfo.xml'), 'utf8');
  /** @type {[name: string, content: string | Buffer, place: string][]} */
  const made = [
    ['changelog.gz', gzip(changelog), `${documents}/changelog.gz`],
    ['porchlight.1.gz', await fillManual(version), '/usr/share/man/man1/porchlight.1.gz'],
    [
      'io.porchlight.Porchlight.metainfo.xml',
      fill(addPages(metainfo, version, homepage), version, changedAt),
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
  const placed = [...made.map(([name, , place]) => [join(folder, name), place]), ...copied].map(
    ([from, place]) => `${from ?? ''}=${place ?? ''}`,
  );
  // Options first: fpm takes no more of them after the first file. Of two descriptions it takes the later one.
  const excludes = tarballOnly.flatMap((name) => ['--exclude', `opt/Porchlight/${name}`]);
  // An .rpm leaves folders behind that it does not call its own.
  const own = ['/opt/Porchlight', documents].flatMap((place) => ['--directories', place]);
  return ['--description', descriptions[target], ...(target === 'rpm' ? own : []), ...excludes, ...placed];
}

/**
 * The page of the manual, as `man` reads it.
 *
 * @param {string} version
 * @returns {Promise<Buffer>}
 */
export async function fillManual(version) {
  const manual = await readFile(join(sources, 'porchlight.1'), 'utf8');
  return gzip(fill(manual, version, (await stat(join(projectRoot, 'CHANGELOG.md'))).mtime));
}

/**
 * What software centres show. They fetch the pictures from the page of the sources, so without one there are none.
 *
 * @param {string} metainfo
 * @param {string} version
 * @param {string | undefined} homepage
 */
function addPages(metainfo, version, homepage) {
  const raw = homepage?.replace('https://github.com/', 'https://raw.githubusercontent.com/');
  const isKnown = homepage !== undefined && raw !== homepage;
  const screenshots = pictures.map(([file, caption], index) => {
    const kind = index === 0 ? ' type="default"' : '';
    const image = `${raw ?? ''}/v${version}/docs/screenshots/${file}`;
    return `    <screenshot${kind}>\n      <caption>${caption}</caption>\n      <image type="source">${image}</image>\n    </screenshot>`;
  });
  const url = homepage === undefined ? [] : [`  <url type="homepage">${homepage}</url>`];
  const shown = isKnown ? ['  <screenshots>', ...screenshots, '  </screenshots>'] : [];
  return metainfo.replace('  <!-- pages -->', [...url, ...shown].join('\n')).replace(/^\n/m, '');
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
