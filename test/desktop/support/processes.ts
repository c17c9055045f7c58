import { readdir, readFile } from 'node:fs/promises';

interface ProcessStatus {
  readonly pid: number;
  readonly parentPid: number;
  readonly isZombie: boolean;
}

/** A process and all that it and its children have started, as numbers. */
export async function listProcessTree(rootPid: number): Promise<readonly number[]> {
  const statuses = await readStatuses();
  const found = [rootPid];
  for (const pid of found)
    found.push(...statuses.filter(({ parentPid }) => parentPid === pid).map((status) => status.pid));
  return found;
}

/** Those of some processes that still run. One that ended and whose end nobody has asked for yet does not. */
export async function listRunning(pids: readonly number[]): Promise<readonly number[]> {
  const statuses = await readStatuses();
  return pids.filter((pid) => statuses.some((status) => status.pid === pid && !status.isZombie));
}

async function readStatuses(): Promise<readonly ProcessStatus[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const statuses = await Promise.all(
    names.map(async (name) => {
      // A process may end while it is looked at. The name, in brackets, may hold anything (proc(5)).
      const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
      const [state = '', parentPid = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return { pid: Number(name), parentPid: Number(parentPid), isZombie: state === 'Z' };
    }),
  );
  return statuses.filter(({ parentPid }) => parentPid > 0);
}
