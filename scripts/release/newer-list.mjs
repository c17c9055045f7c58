import { parse } from 'yaml';

/**
 * Is a list of versions about a later one than another list? A correction of an old line must not take the place of a beta version that is
 * further on.
 *
 * @param {string} list
 * @param {string} other what is published now; a text that is no list is replaced
 */
export function isNewerList(list, other) {
  const [mine, theirs] = [readVersion(list), readVersion(other)];
  if (mine === null) throw new Error('That is no list of versions.');
  if (theirs === null) return true;
  for (const [index, part] of mine.entries()) {
    const their = theirs[index] ?? 0;
    if (part !== their) return part > their;
  }
  // The same version is built again when its release was begun anew.
  return true;
}

/** Major, minor, patch, and the number of the beta version; a stable one comes after all of its beta versions. @param {string} text */
function readVersion(text) {
  /** @type {unknown} */
  let content;
  try {
    content = parse(text);
  } catch {
    return null;
  }
  const { version } = /** @type {{ version?: unknown }} */ (content ?? {});
  const found = /^(\d+)\.(\d+)\.(\d+)(?:-beta\.(\d+))?$/.exec(String(version));
  if (!found) return null;
  const [, major, minor, patch, beta] = found;
  return [...[major, minor, patch].map(Number), beta === undefined ? Infinity : Number(beta)];
}
