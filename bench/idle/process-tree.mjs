import { readdir, readFile } from 'node:fs/promises';

/** Ticks of `utime` and `stime` a second on Linux. */
const TICKS_PER_SECOND = 100;

/**
 * What a program and all that it started use now.
 *
 * @typedef {{ processes: number, pssMb: number, privateMb: number, cpuMs: number }} TreeUse
 */

/** Parent of every process. @returns {Promise<Map<number, number>>} */
async function readParents() {
  /** @type {Map<number, number>} */
  const parents = new Map();
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null);
    // The second field is a name in brackets, which may hold anything.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields !== undefined) parents.set(pid, Number(fields[1]));
  }
  return parents;
}

/** @param {number} root @returns {Promise<number[]>} the process and all below it */
async function listTree(root) {
  const parents = await readParents();
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size;) {
    size = tree.size;
    for (const [pid, parent] of parents) if (tree.has(parent)) tree.add(pid);
  }
  return [...tree];
}

/** @param {string} text @param {string} name kB of a line of smaps_rollup */
function readKb(text, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
}

/** @param {number} root @returns {Promise<TreeUse>} */
export async function readTree(root) {
  const use = { processes: 0, pssMb: 0, privateMb: 0, cpuMs: 0 };
  for (const pid of await listTree(root)) {
    const [smaps, stat] = await Promise.all([
      readFile(`/proc/${String(pid)}/smaps_rollup`, 'utf8').catch(() => ''),
      readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => ''),
    ]);
    if (stat === '') continue;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    use.processes += 1;
    use.pssMb += readKb(smaps, 'Pss') / 1024;
    use.privateMb += (readKb(smaps, 'Private_Clean') + readKb(smaps, 'Private_Dirty')) / 1024;
    use.cpuMs += ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  }
  return use;
}
