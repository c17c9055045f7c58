import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings/settings.ts';
import { createRuleFiles, type SavedFile } from '../../../src/main/files/rule-files.ts';
import type { ReadTextFile } from '../../../src/node/read-text-file.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const DOOR: Rule = { ...ruleOf('entity:cover.garage_door to:open'), id: 'door', name: 'Door' };

function createBench(...rules: readonly Rule[]) {
  let settings: Settings = {
    ...DEFAULT_SETTINGS,
    notifications: { ...DEFAULT_SETTINGS.notifications, rules: [...rules] },
  };
  const disk: { content: ReadTextFile | null; saved: SavedFile | null } = { content: null, saved: null };
  const files = createRuleFiles({
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
  const names = (): readonly string[] => settings.notifications.rules.map(({ name }) => name);
  return { files, disk, names, rules: () => settings.notifications.rules };
}

describe('createRuleFiles', () => {
  it('writes a file that says the same when it is read again, also of the demo home', async () => {
    const { files, disk } = createBench(DOOR, { ...ruleOf('type:rings'), server: 'demo' });
    expect(await files.exportRules()).toEqual({ ok: true, text: '2 rules in porchlight-rules.yaml.' });
    expect(disk.content).toMatchObject({ text: expect.stringContaining('server: Demo home') as string });
    expect(await files.openRulesFile()).toMatchObject({ kind: 'plan', added: 0, changed: 0, same: 2 });
  });

  it('says why a file could not be written or read', async () => {
    const { files, disk, names } = createBench(DOOR);
    disk.saved = { name: 'x.yaml', problem: 'There is no room left.' };
    expect(await files.exportRules()).toEqual({ ok: false, text: 'There is no room left.' });
    disk.content = { ok: false, problem: 'my.yaml is not UTF-8. Save it as UTF-8.' };
    expect(await files.openRulesFile()).toEqual({ kind: 'unreadable', text: disk.content.problem });
    disk.content = { ok: true, text: 'version: 1\nrules:\n  - nmae: x\n    when: to:on\n' };
    expect(await files.openRulesFile()).toMatchObject({ kind: 'problems', file: 'my.yaml', more: 0 });
    disk.content = null;
    expect(await files.openRulesFile()).toBeNull();
    // There is nothing to take.
    expect(await files.importRules(true)).toEqual({ ok: true, text: 'No rules added.' });
    expect(names()).toEqual(['Door']);
  });

  it('takes what was read only when asked, once, and gives it back', async () => {
    const { files, disk, names, rules } = createBench(DOOR);
    const text =
      '{ version: 1, rules: [{ id: door, name: Gate, when: to:open }, { name: Rings, when: type:rings, shows: camera.door }] }';
    disk.content = { ok: true, text };
    expect(await files.openRulesFile()).toEqual({
      kind: 'plan',
      file: 'my.yaml',
      added: 1,
      changed: 1,
      same: 0,
      changedNames: ['Gate'],
      unconfirmed: 1,
    });
    expect(names()).toEqual(['Door']);
    expect(await files.importRules(false)).toMatchObject({ ok: true });
    expect(names()).toEqual(['Rings', 'Door']);
    expect(rules()[0]).toMatchObject({ enabled: false, unconfirmed: true });
    await files.undoImport();
    expect(names()).toEqual(['Door']);
    await files.openRulesFile();
    await files.importRules(true);
    expect(names()).toEqual(['Rings', 'Gate']);
    await files.importRules(true);
    await files.undoImport();
    await files.undoImport();
    expect(names()).toEqual(['Rings', 'Gate']);
  });
});
