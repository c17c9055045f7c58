import { execFile } from 'node:child_process';
import { constants, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findNfpm } from '../tools.mjs';

const packagers = /** @type {Readonly<Record<string, string>>} */ ({ rpm: 'rpm', pacman: 'archlinux' });
const compressions = /** @type {Readonly<Record<string, string>>} */ ({
  gz: 'gzip',
  xzmt: 'xz',
  zst: 'zstd',
});

/**
 * What nfpm is told, https://nfpm.goreleaser.com/configuration/.
 *
 * @param {import('./arguments.mjs').PackageWish} wish
 */
export function toNfpmConfig({ values, depends, recommends, contents, directories }) {
  const compression = values.compression ?? 'xz';
  const scripts = {
    preinstall: values.preinst,
    postinstall: values.postinst,
    preremove: values.prerm,
    postremove: values.postrm,
  };
  return {
    name: values.name,
    arch: values.arch,
    platform: 'linux',
    version: values.version,
    version_schema: 'none',
    release: values.iteration ?? '1',
    maintainer: values.maintainer,
    vendor: values.vendor,
    ...(values.url?.endsWith('.invalid') === true ? {} : { homepage: values.url }),
    license: values.license,
    description: (values.description ?? '')
      .split('\n')
      .map((line) => line.trim())
      .join('\n'),
    umask: 0o022,
    depends,
    recommends,
    contents: [
      ...contents.map(({ from, to }) => ({
        src: from,
        dst: to,
        ...(from.endsWith('/') ? { type: 'tree' } : {}),
      })),
      // A folder that is copied belongs to the package by itself.
      ...directories
        .filter((place) => !contents.some(({ from, to }) => from.endsWith('/') && to === place))
        .map((place) => ({ dst: place, type: 'dir' })),
    ],
    scripts: Object.fromEntries(Object.entries(scripts).filter(([, path]) => path !== undefined)),
    archlinux: { packager: values.maintainer },
    rpm: { summary: values.summary, compression: compressions[compression] ?? compression },
  };
}

/**
 * Makes an .rpm or a package of Arch with nfpm.
 *
 * @param {import('./arguments.mjs').PackageWish} wish
 * @throws when nfpm fails, or is not to be had.
 */
export async function makeByNfpm(wish) {
  const { target = '', output = '' } = wish.values;
  const packager = packagers[target];
  if (packager === undefined) throw new Error(`The stand-in for fpm makes no ${target}.`);
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-nfpm-'));
  try {
    // JSON is YAML.
    const config = join(folder, 'nfpm.yaml');
    const contents = await leaveOut(wish, join(folder, 'tree'));
    await writeFile(config, JSON.stringify(toNfpmConfig({ ...wish, contents })));
    await promisify(execFile)(await findNfpm(), ['package', '-f', config, '-p', packager, '-t', output]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * nfpm takes a folder as a whole, so one from which something stays out is copied without it.
 *
 * @param {import('./arguments.mjs').PackageWish} wish
 * @param {string} folder for the copy
 */
async function leaveOut({ contents, excludes }, folder) {
  const taken = [];
  for (const { from, to } of contents) {
    const left = excludes.filter((path) => `/${path}`.startsWith(`${to}/`));
    if (!from.endsWith('/') || left.length === 0) {
      taken.push({ from, to });
      continue;
    }
    const copy = join(folder, to);
    await mkdir(dirname(copy), { recursive: true });
    const mode = constants.COPYFILE_FICLONE;
    await cp(from, copy, { recursive: true, verbatimSymlinks: true, mode });
    for (const path of left) await rm(join(folder, path), { recursive: true, force: true });
    taken.push({ from: `${copy}/`, to });
  }
  return taken;
}
