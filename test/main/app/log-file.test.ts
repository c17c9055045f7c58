import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLogFile } from '../../../src/main/app/log-file.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

describe('openLogFile', () => {
  it('writes codes, for its owner only', () => {
    const path = join(createTemporaryFolder(), 'porchlight.log');
    openLogFile(path, createVirtualClock()).write('state', { server: 'a-1', state: 'live', attempt: 2 });
    expect(readFileSync(path, 'utf8')).toBe(
      '2026-11-21T12:00:00.000Z state server=a-1 state=live attempt=2\n',
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('writes no text that somebody else wrote', () => {
    const path = join(createTemporaryFolder(), 'porchlight.log');
    const log = openLogFile(path, createVirtualClock());
    log.write('state', { server: 'Bearer abc.def', other: 'line\nbreak' });
    log.writeError('bug', new TypeError('Headers.append: "Bearer abc.def" is an invalid header value'));
    log.writeError('bug', 'Bearer abc.def');
    const text = readFileSync(path, 'utf8');
    expect(text).not.toContain('abc.def');
    expect(text).toContain('server=? other=?');
    expect(text).toContain('error=TypeError | at ');
    expect(text.split('\n')).toHaveLength(4);
  });

  it('writes what a page described, and nothing that is no description', () => {
    const path = join(createTemporaryFolder(), 'porchlight.log');
    const log = openLogFile(path, createVirtualClock());
    log.writeDescribed('page-bug', 'error=TypeError | at render (app.js:1:2)');
    log.writeDescribed('page-bug', 'error=TypeError\nstate server=evil');
    log.writeDescribed('page-bug', 'Bearer abc.def');
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(lines.map((line) => line.slice(25))).toEqual([
      'page-bug error=TypeError | at render (app.js:1:2)',
      'page-bug ?',
      'page-bug ?',
    ]);
  });

  it('keeps two files of bounded size', () => {
    const folder = createTemporaryFolder();
    const path = join(folder, 'porchlight.log');
    const log = openLogFile(path, createVirtualClock());
    const fact = { word: 'x'.repeat(80), word2: 'y'.repeat(80), word3: 'z'.repeat(80) };
    for (let i = 0; i < 6_000; i += 1) log.write('much', fact);
    expect(statSync(path).size).toBeLessThan(600_000);
    expect(statSync(join(folder, 'porchlight.old.log')).size).toBeLessThan(600_000);
  });

  it('does not mind a folder that is not there', () => {
    const path = join(createTemporaryFolder(), 'none', 'porchlight.log');
    openLogFile(path, createVirtualClock()).write('start');
    expect(existsSync(path)).toBe(false);
  });
});
