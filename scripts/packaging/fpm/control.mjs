/**
 * Debian's control file, https://www.debian.org/doc/debian-policy/ch-controlfields.html.
 *
 * @param {import('./arguments.mjs').PackageWish} wish
 * @param {number} installedKib what it takes on the disk
 * @returns {string}
 */
export function toControl({ values, depends, recommends }, installedKib) {
  const [synopsis = '', ...details] = (values.description ?? '')
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const { iteration } = values;
  const fields = [
    ['Package', values.name],
    ['Version', `${values.version ?? ''}${iteration === undefined ? '' : `-${iteration}`}`],
    ['Architecture', values.arch],
    ['Maintainer', values.maintainer],
    ['Installed-Size', String(installedKib)],
    ['Depends', depends.join(', ')],
    ['Recommends', recommends.join(', ')],
    ['Section', values.category ?? 'utils'],
    ['Priority', values.priority ?? 'optional'],
    // A name that nobody can have stands for a page that nobody knows.
    ['Homepage', values.url?.endsWith('.invalid') === true ? '' : values.url],
  ];
  return [
    ...fields
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => `${name ?? ''}: ${value ?? ''}`),
    `Description: ${synopsis}`,
    ...details.map((line) => ` ${line === '' ? '.' : line}`),
    '',
  ].join('\n');
}
