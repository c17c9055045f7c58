import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeUnreadable, describeUnwritable } from '../../src/node/describe-file-problem.ts';
import { openReplacementFile } from '../../src/node/whole-file.ts';
import { createTemporaryFolder } from '../main/support/temporary-folder.ts';

describe('openReplacementFile', () => {
  it('leaves the old file alone until the new one is whole', async () => {
    const folder = createTemporaryFolder();
    const path = join(folder, 'file');
    writeFileSync(path, 'old');
    const file = await openReplacementFile(path);
    await file.write('n');
    await file.write('ew');
    expect(readFileSync(path, 'utf8')).toBe('old');
    await file.commit();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('leaves nothing behind when it is discarded', async () => {
    const folder = createTemporaryFolder();
    const file = await openReplacementFile(join(folder, 'file'));
    await file.write('new');
    await file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(!existsSync('/dev/null'))('never replaces a device (needs /dev/null)', async () => {
    const file = await openReplacementFile('/dev/null');
    await file.write('x');
    await file.commit();
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('words for what went wrong', () => {
  const error = (code: string): Error => Object.assign(new Error(`${code}: /home/a/secret`), { code });
  const codes = [
    'ENOSPC',
    'EDQUOT',
    'EFBIG',
    'EACCES',
    'EPERM',
    'EROFS',
    'ENOENT',
    'ENOTDIR',
    'EISDIR',
    'EIO',
    '',
  ];

  it.each(codes)('%j: sentences that name the file and never a path', (code) => {
    for (const text of [describeUnwritable(error(code), 'a.csv'), describeUnreadable(error(code), 'a.csv')]) {
      expect(text).toMatch(/^(?:[A-Z]|a\.csv).*a?\.csv.*\. [A-Z].*\.$|^a\.csv .*\. [A-Z].*\.$/);
      expect(text).not.toContain('secret');
    }
  });

  it('what is no error of the system has no code', () => {
    expect(describeUnwritable(new Error('x'), 'a.csv')).toContain('(unknown)');
    expect(describeUnwritable('x', 'a.csv')).toContain('(unknown)');
  });
});
