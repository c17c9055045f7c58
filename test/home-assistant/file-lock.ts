import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** After this long the holder is taken for hung. Longer than the slowest installation may take. */
const staleAfterMs = 15 * 60_000;

async function tryLock(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Held by a process that is gone, or for far too long. A lock that was just released counts as not stale. */
async function isStale(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    const ageMs = Date.now() - mtimeMs;
    const pid = Number(await readFile(path, 'utf8'));
    // The holder creates the file and writes its number in two steps.
    if (!Number.isInteger(pid) || pid <= 0) return ageMs > 10_000;
    return !isRunning(pid) || ageMs > staleAfterMs;
  } catch {
    return false;
  }
}

/**
 * Runs `work` while the file `path` exists, one process at a time. `onWait` is called once if another one holds it.
 * Two waiters may in rare cases both take over a stale lock: `work` must tolerate a twin.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  let waited = false;
  while (!(await tryLock(path))) {
    if (await isStale(path)) {
      const aside = `${path}.${randomUUID()}`;
      await rename(path, aside).then(
        () => rm(aside, { force: true }),
        () => undefined,
      );
      continue;
    }
    if (!waited) onWait();
    waited = true;
    await delay(250);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
