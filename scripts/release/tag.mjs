import { readReleaseNotes } from './changelog.mjs';

/** `1.2.3`, or `1.2.3-beta.4` for the beta channel. electron-builder names its lists by that word. */
const VERSION = /^\d+\.\d+\.\d+(?:-beta\.\d+)?$/;

/**
 * Checks that a tag may be released.
 *
 * @param {{ tag: string, version: string, changelog: string, homepage: string | undefined }} facts `version` is that of package.json
 * @returns {{ version: string, isBeta: boolean, notes: string }}
 * @throws with what stands against it.
 */
export function checkTag({ tag, version, changelog, homepage }) {
  if (!VERSION.test(version))
    throw new Error(`The version ${version} of package.json is neither like 1.2.3 nor like 1.2.3-beta.4.`);
  if (tag !== `v${version}`)
    throw new Error(`The tag is ${tag}, but package.json says ${version}: it should be v${version}.`);
  if (homepage === undefined)
    throw new Error('Nobody knows the page of these sources; packages of Linux need one.');
  return { version, isBeta: version.includes('-'), notes: readReleaseNotes(changelog, version) };
}
