import { symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAppRunning } from '../../src/cli/app-lock.ts';
import { createTemporaryFolder } from '../main/support/temporary-folder.ts';

const own = (pid: number): string => `${hostname()}-${String(pid)}`;

describe('isAppRunning', () => {
  it.each<[string, string | null, boolean]>([
    ['no lock', null, false],
    ['the lock of a process that runs', own(process.pid), true],
    ['the lock of a process that is gone', own(999_999_999), false],
    ['the lock of another computer', 'another.example-1', true],
    ['a lock that names nothing', 'x', true],
  ])('%s', (_what, target, isRunning) => {
    const folder = createTemporaryFolder();
    if (target !== null) symlinkSync(target, join(folder, 'SingletonLock'));
    expect(isAppRunning(folder, 'linux')).toBe(isRunning);
    expect(isAppRunning(folder, 'darwin')).toBe(isRunning);
    expect(isAppRunning(folder, 'win32')).toBe(false);
  });

  it('minds the file of Windows, what can not be read, and a folder that is not there', () => {
    const folder = createTemporaryFolder();
    writeFileSync(join(folder, 'lockfile'), '');
    expect(isAppRunning(folder, 'win32')).toBe(true);
    expect(isAppRunning(folder, 'linux')).toBe(false);
    writeFileSync(join(folder, 'SingletonLock'), 'no link');
    expect(isAppRunning(folder, 'linux')).toBe(true);
    expect(isAppRunning(join(folder, 'nowhere'), 'linux')).toBe(false);
  });
});
