import { Arch } from 'electron-builder';
import { chmod, copyFile, cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectRoot } from '../project-root.mjs';
import { fillManual } from './linux-files.mjs';

const sources = join(projectRoot, 'packaging/linux');

/** What `uname -m` says. @param {Arch} arch */
function toMachine(arch) {
  switch (arch) {
    case Arch.x64:
      return 'x86_64';
    case Arch.arm64:
      return 'aarch64';
    default:
      throw new Error(`There is no package for ${Arch[arch]}.`);
  }
}

/**
 * Adds to the app's folder what a package manager would put elsewhere: entry of the menu, icons, manual, completions, a program for the
 * terminal, and a script that puts these where a person's desktop looks.
 *
 * @param {string} appDir
 * @param {{ arch: Arch, version: string }} options
 */
export async function addTarballFiles(appDir, { arch, version }) {
  const machine = toMachine(arch);
  for (const name of /** @type {const} */ (['install.sh', 'terminal'])) {
    const text = await readFile(join(sources, 'tarball', name), 'utf8');
    await writeFile(join(appDir, name), text.replaceAll('@MACHINE@', machine));
    await chmod(join(appDir, name), 0o755);
  }
  const share = join(appDir, 'share');
  await copyTo('tarball/io.porchlight.Porchlight.desktop', join(share, 'applications'));
  await copyTo('tarball/porchlight.xml', join(share, 'mime/packages'));
  for (const [from, to] of /** @type {const} */ ([
    ['porchlight.bash', 'bash-completion/completions/porchlight'],
    ['_porchlight', 'zsh/site-functions/_porchlight'],
    ['porchlight.fish', 'fish/vendor_completions.d/porchlight.fish'],
  ])) {
    await mkdir(dirname(join(share, to)), { recursive: true });
    await copyFile(join(sources, 'completions', from), join(share, to));
  }
  await mkdir(join(share, 'man/man1'), { recursive: true });
  await writeFile(join(share, 'man/man1/porchlight.1.gz'), await fillManual(version));
  const icons = join(projectRoot, 'assets/icons');
  for (const name of await readdir(icons))
    await cp(join(icons, name), join(share, `icons/hicolor/${name.replace('.png', '')}/apps/porchlight.png`));
}

/** @param {string} from @param {string} folder */
async function copyTo(from, folder) {
  await mkdir(folder, { recursive: true });
  await copyFile(join(sources, from), join(folder, from.slice(from.lastIndexOf('/') + 1)));
}
