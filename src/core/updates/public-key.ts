/**
 * The key that lists of versions are signed with, in the format of minisign: the second line of a `.pub` file. Empty until the owner
 * of the project has made one (docs/releasing.md); until then nothing is looked for.
 */
export const PUBLIC_KEY = '';
