import { existsSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { systemCode } from '../node/describe-file-problem.ts';

/**
 * Whether an app runs on a data folder, by the lock of Chromium in it: a link that names computer and process, on Windows a
 * file that is gone when its process is
 * (https://chromium.googlesource.com/chromium/src/+/main/chrome/browser/process_singleton_posix.cc). When in doubt, it runs.
 */
export function isAppRunning(folder: string, platform: string): boolean {
  if (platform === 'win32') return existsSync(join(folder, 'lockfile'));
  let target: string;
  try {
    target = readlinkSync(join(folder, 'SingletonLock'));
  } catch (error) {
    return systemCode(error) !== 'ENOENT' && systemCode(error) !== 'ENOTDIR';
  }
  const [, host, pid] = /^(.*)-(\d{1,9})$/.exec(target) ?? [];
  // It may have been left behind, but only its own computer can tell.
  if (host !== hostname() || pid === undefined) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}
