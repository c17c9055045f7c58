import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Saved } from '../../../src/core/rules/engine.ts';
import { openWaitsFile } from '../../../src/main/notifications/waits-file.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const SAVED: Saved = {
  waits: [
    {
      rule: 'garage',
      serverId: 'home',
      thing: 'state_changed\nhome\ncover.garage',
      sinceAt: 5,
      seq: null,
      isTold: false,
    },
  ],
  counts: [{ rule: 'bell', serverId: 'home', thing: 'bell\nhome\nfront', at: [3, 4] }],
};

describe('openWaitsFile', () => {
  it('keeps what waits from one run to the next, for its owner alone', () => {
    const folder = createTemporaryFolder();
    openWaitsFile(folder).save(SAVED, 7, false);
    expect(openWaitsFile(folder).read()).toMatchObject({ savedAt: 7, ...SAVED });
    if (process.platform !== 'win32') expect(statSync(join(folder, 'waits.json')).mode & 0o777).toBe(0o600);
  });

  it('writes only what is new, and at the end also since when', () => {
    const folder = createTemporaryFolder();
    const file = openWaitsFile(folder);
    file.save(SAVED, 7, false);
    file.save(SAVED, 8, false);
    expect(file.read().savedAt).toBe(7);
    file.save(SAVED, 9, true);
    expect(file.read().savedAt).toBe(9);
    file.save({ waits: [], counts: [] }, 10, false);
    expect(existsSync(join(folder, 'waits.json'))).toBe(false);
  });

  it.each([
    '',
    '{',
    '{"version":2,"savedAt":1,"waits":[]}',
    '{"version":1,"savedAt":1,"waits":[{"rule":5}]}',
  ])('has nothing to tell where it holds %j', (text) => {
    const folder = createTemporaryFolder();
    writeFileSync(join(folder, 'waits.json'), text);
    expect(openWaitsFile(folder).read()).toEqual({ savedAt: 0, waits: [], counts: [] });
    openWaitsFile(folder).save(SAVED, 7, false);
    expect(readFileSync(join(folder, 'waits.json'), 'utf8')).toContain('cover.garage');
  });

  it('goes on where it can not be written', () => {
    const file = openWaitsFile(join(createTemporaryFolder(), 'none'));
    expect(() => {
      file.save(SAVED, 7, false);
    }).not.toThrow();
    expect(file.read().waits).toEqual([]);
  });
});
