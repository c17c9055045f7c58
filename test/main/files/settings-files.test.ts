import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings/settings.ts';
import type { SavedFile } from '../../../src/main/files/rule-files.ts';
import { createSettingsFiles } from '../../../src/main/files/settings-files.ts';
import type { ReadTextFile } from '../../../src/node/read-text-file.ts';

function createBench() {
  let settings: Settings = DEFAULT_SETTINGS;
  const disk: { content: ReadTextFile | null; saved: SavedFile | null } = { content: null, saved: null };
  const files = createSettingsFiles({
    settings: {
      current: () => settings,
      save: (next) => {
        settings = next;
      },
    },
    serverNames: () => new Map([['demo', 'Demo home']]),
    openFile: () =>
      Promise.resolve(disk.content === null ? null : { name: 'my.yaml', content: disk.content }),
    saveFile: (name, text) => {
      disk.content = { ok: true, text };
      return Promise.resolve(disk.saved ?? { name, problem: null });
    },
  });
  return { files, disk, current: () => settings };
}

describe('createSettingsFiles', () => {
  it('writes a file that changes nothing here', async () => {
    const { files } = createBench();
    expect(await files.exportSettings()).toEqual({
      ok: true,
      text: 'Your settings are in porchlight-settings.yaml.',
    });
    expect(await files.openSettingsFile()).toEqual({ kind: 'plan', file: 'my.yaml', changes: [] });
  });

  it('takes what was shown only when asked, and once', async () => {
    const { files, disk, current } = createBench();
    disk.content = { ok: true, text: 'settings version: 1\nsettings: { theme: dark }\n' };
    expect(await files.openSettingsFile()).toMatchObject({ changes: ['Theme: dark instead of system.'] });
    expect(current()).toBe(DEFAULT_SETTINGS);
    expect(await files.importSettings()).toMatchObject({ ok: true });
    expect(current()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(await files.importSettings()).toEqual({ ok: false, text: 'Choose the file again.' });
  });

  it('says why a file could not be written, read or taken', async () => {
    const { files, disk, current } = createBench();
    disk.saved = { name: 'x.yaml', problem: 'There is no room left.' };
    expect(await files.exportSettings()).toEqual({ ok: false, text: 'There is no room left.' });
    disk.content = { ok: false, problem: 'my.yaml is not UTF-8. Save it as UTF-8.' };
    expect(await files.openSettingsFile()).toEqual({ kind: 'unreadable', text: disk.content.problem });
    disk.content = { ok: true, text: 'settings version: 9\n' };
    expect(await files.openSettingsFile()).toMatchObject({ kind: 'problems', file: 'my.yaml' });
    const text = 'settings version: 1\nsettings: { history: { redaction: { keys: ["*"], patterns: [] } } }\n';
    disk.content = { ok: true, text };
    expect(await files.openSettingsFile()).toMatchObject({ kind: 'unreadable' });
    disk.content = null;
    expect(await files.openSettingsFile()).toBeNull();
    expect(await files.importSettings()).toMatchObject({ ok: false });
    expect(current()).toBe(DEFAULT_SETTINGS);
  });
});
