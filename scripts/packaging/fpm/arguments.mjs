/**
 * What electron-builder wants of fpm. `contents` are files, or folders that end in a slash, and where they go; `excludes` are paths in
 * the package that stay out of it, `directories` those that are its own with all that is in them.
 *
 * @typedef {{
 *   values: Partial<Record<ValueName, string>>,
 *   depends: string[],
 *   recommends: string[],
 *   excludes: string[],
 *   directories: string[],
 *   contents: { from: string, to: string }[],
 * }} PackageWish
 */

/** Options with one value. */
const valueOptions = /** @type {const} */ ({
  '-s': 'source',
  '-t': 'target',
  '--architecture': 'arch',
  '--after-install': 'postinst',
  '--after-remove': 'postrm',
  '--before-install': 'preinst',
  '--before-remove': 'prerm',
  '--description': 'description',
  '--version': 'version',
  '--package': 'output',
  '--name': 'name',
  '--maintainer': 'maintainer',
  '--vendor': 'vendor',
  '--url': 'url',
  '--category': 'category',
  '--deb-priority': 'priority',
  '--deb-compression': 'compression',
  '--rpm-compression': 'compression',
  '--pacman-compression': 'compression',
  '--rpm-os': 'os',
  '--rpm-summary': 'summary',
  '--license': 'license',
  '--iteration': 'iteration',
  '--log': 'log',
});

/** @typedef {(typeof valueOptions)[keyof typeof valueOptions]} ValueName */

/**
 * Reads the command line that electron-builder writes for fpm.
 *
 * @param {readonly string[]} argv
 * @returns {PackageWish}
 * @throws for anything unknown: what is left out of a package unseen is found by its users.
 */
export function readFpmArguments(argv) {
  /** @type {PackageWish} */
  const wish = { values: {}, depends: [], recommends: [], excludes: [], directories: [], contents: [] };
  /** @type {Readonly<Record<string, ValueName>>} */
  const known = valueOptions;
  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const name = known[word];
    if (word === '--force' || word === '--debug') continue;
    else if (word === '-d') wish.depends.push(words.shift() ?? '');
    else if (word === '--deb-recommends') wish.recommends.push(words.shift() ?? '');
    else if (word === '--exclude') wish.excludes.push(toPlainPath(words.shift() ?? ''));
    else if (word === '--directories') wish.directories.push(words.shift() ?? '');
    else if (name !== undefined) wish.values[name] = words.shift() ?? '';
    else if (!word.startsWith('-') && word.includes('=')) {
      const at = word.lastIndexOf('=');
      wish.contents.push({ from: word.slice(0, at), to: word.slice(at + 1) });
    } else throw new Error(`The stand-in for fpm does not know ${word}.`);
  }
  return wish;
}

/** fpm takes patterns, this stand-in paths alone. @param {string} path */
function toPlainPath(path) {
  if (path === '' || /[*?[\\{]/.test(path))
    throw new Error(`The stand-in for fpm knows no patterns such as ${path}.`);
  return path;
}
