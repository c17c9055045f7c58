/** What a release consists of: how a name ends, and how many there are of it. Windows has an installer for both architectures, or for each. */
const expected = /** @type {const} */ ([
  ['.deb', 2, 2],
  ['.rpm', 2, 2],
  ['.pacman', 2, 2],
  ['.AppImage', 2, 2],
  ['.tar.gz', 2, 2],
  ['.exe', 2, 6],
  ['.dmg', 2, 2],
  ['.zip', 2, 4],
]);

/** GitHub puts dots in the place of other characters, and a list would name a file that isn't there. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

/**
 * The lists of versions that electron-builder writes for a channel.
 *
 * @param {'latest' | 'beta'} channel
 */
export function listNames(channel) {
  return [`${channel}.yml`, `${channel}-mac.yml`, `${channel}-linux.yml`, `${channel}-linux-arm64.yml`];
}

/**
 * Checks that everything was built.
 *
 * @param {readonly string[]} names
 * @param {'latest' | 'beta'} channel
 * @returns {string[]} a sentence for each finding.
 */
export function checkAssets(names, channel) {
  const counts = expected.flatMap(([end, least, most]) => {
    const count = names.filter((name) => name.endsWith(end)).length;
    const wanted = least === most ? String(least) : `${String(least)} to ${String(most)}`;
    return count < least || count > most
      ? [`${wanted} files should end in ${end}, and ${String(count)} do.`]
      : [];
  });
  const lists = listNames(channel)
    .filter((name) => !names.includes(name))
    .map((name) => `${name} is missing.`);
  const odd = names.filter((name) => !PLAIN_NAME.test(name)).map((name) => `GitHub would rename "${name}".`);
  return [...counts, ...lists, ...odd];
}
