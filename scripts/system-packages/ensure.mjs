import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { agrees } from '../terminal/agrees.mjs';
import { say as sayToTerminal } from '../terminal/say.mjs';
import {
  choosePackages,
  findPrivilege,
  hasApt,
  installPackages,
  listInstalled,
  toAptLine,
  updateLists,
} from './apt.mjs';
import { packageGroups } from './groups.mjs';

/** @typedef {import('./groups.mjs').PackageGroup} PackageGroup */

/**
 * Makes sure that the system packages of the given groups are installed. On Debian and Ubuntu missing ones are installed for root, and
 * with sudo for a person who agrees; otherwise the line that installs them is printed.
 *
 * @param {readonly PackageGroup[]} groups
 * @param {{ say?: (sentence: string) => void }} [options]
 * @returns {Promise<Map<PackageGroup, string>>} the groups that can't be served, each with the reason in a sentence.
 */
export async function ensureSystemPackages(groups, { say = sayToTerminal } = {}) {
  if (process.platform !== 'linux' || !(await hasApt())) return checkCommands(groups);
  const missing = await listMissing(groups);
  if (missing.size === 0) return missing;
  const failure = await installMissing(groups, say);
  const stillMissing = failure === undefined ? await listMissing(groups) : missing;
  if (failure !== undefined) say(failure);
  return stillMissing;
}

/**
 * @param {readonly PackageGroup[]} groups
 * @returns {Promise<Map<PackageGroup, string>>}
 */
async function listMissing(groups) {
  const installed = await listInstalled(groups.flatMap((group) => packageGroups[group].packages.flat()));
  /** @type {Map<PackageGroup, string>} */
  const missing = new Map();
  for (const group of groups) {
    const needs = packageGroups[group].packages.filter((names) => !names.some((name) => installed.has(name)));
    if (needs.length > 0) {
      missing.set(group, `missing system packages: ${needs.map((names) => names.at(-1)).join(' ')}`);
    }
  }
  return missing;
}

/**
 * @param {readonly PackageGroup[]} groups
 * @param {(sentence: string) => void} say
 * @returns {Promise<string | undefined>} what to do by hand; undefined when the packages were installed.
 */
async function installMissing(groups, say) {
  const needs = groups.flatMap((group) => packageGroups[group].packages);
  const installed = await listInstalled(needs.flat());
  const unmet = [
    ...new Map(
      needs.filter((names) => !names.some((name) => installed.has(name))).map((n) => [n.join(), n]),
    ).values(),
  ];
  const purposes = groups.map((group) => packageGroups[group].purpose).join(', ');
  const line = toAptLine(await choosePackages(unmet));
  const privilege = await findPrivilege(() => agrees(`For ${purposes}: run\n  ${line}\nnow?`));
  if (privilege === undefined) {
    return `System packages for ${purposes} are missing. Install them with:\n  ${line}`;
  }
  say(`Installing ${String(unmet.length)} system packages and what they depend on, for ${purposes}.`);
  const updateFailure = await updateLists(privilege);
  if (updateFailure !== undefined)
    say(`The package lists could not be refreshed; trying with the present ones.\n${updateFailure}`);
  const names = await choosePackages(unmet);
  const failure = await installPackages(privilege, names, say);
  if (failure === undefined) return undefined;
  return `apt-get could not install them:\n${failure}\nInstall them with:\n  ${toAptLine(names)}`;
}

/**
 * Where packages can't be checked by name, the programs that tests start can.
 *
 * @param {readonly PackageGroup[]} groups
 * @returns {Map<PackageGroup, string>}
 */
function checkCommands(groups) {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  /** @type {Map<PackageGroup, string>} */
  const missing = new Map();
  for (const group of groups) {
    const absent = packageGroups[group].commands.filter(
      (command) => !folders.some((folder) => existsSync(join(folder, command))),
    );
    if (absent.length > 0) missing.set(group, `missing programs: ${absent.join(' ')}`);
  }
  return missing;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const groups = /** @type {PackageGroup[]} */ (Object.keys(packageGroups));
  const missing = await ensureSystemPackages(groups);
  for (const [group, reason] of missing) sayToTerminal(`${packageGroups[group].purpose}: ${reason}`);
  process.exitCode = missing.size === 0 ? 0 : 1;
}
