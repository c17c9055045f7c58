import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { toControl } from './control.mjs';

/** How dpkg-deb is told of a compression that electron-builder knows. `gz` is for tests, and quick. */
const compressions = /** @type {Readonly<Record<string, readonly string[]>>} */ ({
  gz: ['-Zgzip', '-z1'],
  xz: ['-Zxz'],
  zst: ['-Zzstd'],
});

/**
 * Makes a .deb with dpkg-deb alone.
 *
 * @param {import('./arguments.mjs').PackageWish} wish
 * @throws when dpkg-deb fails, or is not there.
 */
export async function makeDeb(wish) {
  const { values, contents, excludes } = wish;
  const compression = compressions[values.compression ?? 'xz'];
  if (compression === undefined) throw new Error(`No such compression: ${values.compression ?? ''}`);
  const root = await mkdtemp(join(tmpdir(), 'porchlight-deb-'));
  try {
    for (const { from, to } of contents) {
      await mkdir(dirname(join(root, to)), { recursive: true });
      await cp(from, join(root, to), { recursive: true, verbatimSymlinks: true });
    }
    for (const path of excludes) await rm(join(root, path), { recursive: true, force: true });
    const { sums, kib } = await settleFiles(root);
    const control = join(root, 'DEBIAN');
    await mkdir(control);
    await writeFile(join(control, 'control'), toControl(wish, kib));
    await writeFile(join(control, 'md5sums'), sums.join(''));
    for (const name of /** @type {const} */ (['preinst', 'postinst', 'prerm', 'postrm'])) {
      const script = values[name];
      if (script === undefined) continue;
      await writeFile(join(control, name), await readFile(script));
      await chmod(join(control, name), 0o755);
    }
    await chmod(root, 0o755);
    await promisify(execFile)('dpkg-deb', [
      '--root-owner-group',
      ...compression,
      '--build',
      root,
      values.output ?? '',
    ]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/**
 * Gives each file the mode that a package has, whatever the umask was.
 *
 * @param {string} root
 * @returns {Promise<{ sums: string[], kib: number }>} lines of `md5sums`, and the size as Debian counts it
 */
async function settleFiles(root) {
  const sums = [];
  let kib = 0;
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const { mode, size } = await lstat(path);
    if (!entry.isFile()) {
      if (entry.isDirectory()) await chmod(path, 0o755);
      kib += 1;
      continue;
    }
    await chmod(path, (mode & 0o100) === 0 ? 0o644 : 0o755);
    kib += Math.ceil(size / 1024);
    const sum = createHash('md5')
      .update(await readFile(path))
      .digest('hex');
    sums.push(`${sum}  ${relative(root, path)}\n`);
  }
  return { sums: sums.sort(), kib };
}
