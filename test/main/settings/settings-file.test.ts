import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/settings.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';
import { peekSettings } from '../../../src/main/settings/settings-file.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { createConf, openBench } from '../support/settings-bench.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const DARK: Settings = { ...DEFAULT_SETTINGS, theme: 'dark' };
const isRoot = process.getuid?.() === 0;

function noticeIds(notices: { list(): readonly { id: string }[] }): readonly string[] {
  return notices.list().map(({ id }) => id);
}

function mode(path: string): number {
  return statSync(path).mode & 0o777;
}

/** A folder in which dark was saved, and then light. */
function createUsedFolder(): string {
  const folder = createTemporaryFolder();
  openBench(folder).file.save(DARK);
  return folder;
}

function createRules(count: number): Rule[] {
  return Array.from({ length: count }, (_, i) => ruleOf(`type:type_${String(i)}`));
}

function mountSmallDisk(folder: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
}

function unmount(folder: string): void {
  execFileSync('umount', [folder]);
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-mount-'));
  try {
    mountSmallDisk(folder);
    unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('openSettingsFile', () => {
  it('starts with the defaults and without a file', () => {
    const folder = createTemporaryFolder();
    const { file, notices } = openBench(folder);
    expect(file.current()).toEqual(DEFAULT_SETTINGS);
    expect(notices.list()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps what was saved, for its owner only, with a good copy beside it', () => {
    const folder = createUsedFolder();
    expect(openBench(folder).file.current()).toEqual(DARK);
    expect(readdirSync(folder).sort()).toEqual(['config.bak.json', 'config.json']);
    expect(mode(join(folder, 'config.json'))).toBe(0o600);
    expect(mode(join(folder, 'config.bak.json'))).toBe(0o600);
  });

  it('can be looked at before it is opened, whatever is there, and nothing is written', () => {
    const folder = createTemporaryFolder();
    expect(peekSettings(folder)).toEqual(DEFAULT_SETTINGS);
    openBench(folder).file.save(DARK);
    expect(peekSettings(folder)).toEqual(DARK);
    writeFileSync(join(folder, 'config.json'), '{"vers');
    const before = readdirSync(folder);
    expect(peekSettings(folder)).toEqual(DEFAULT_SETTINGS);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('has the graphics card draw where the file does not say', () => {
    const folder = createTemporaryFolder();
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...DARK, softwareDrawing: undefined }));
    expect(openBench(folder).file.current()).toEqual({ ...DARK, softwareDrawing: false });
  });

  it('tells its listeners', () => {
    const { file } = openBench(createTemporaryFolder());
    const seen: string[] = [];
    const off = file.onChange(({ theme }) => seen.push(theme));
    file.save(DARK);
    off();
    file.save(DEFAULT_SETTINGS);
    expect(seen).toEqual(['dark']);
  });

  it('narrows permissions that others could read by', () => {
    const folder = createUsedFolder();
    chmodSync(join(folder, 'config.json'), 0o666);
    openBench(folder);
    expect(mode(join(folder, 'config.json'))).toBe(0o600);
  });

  it('ignores a byte order mark', () => {
    const folder = createUsedFolder();
    const path = join(folder, 'config.json');
    writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8')}`);
    const { file, notices } = openBench(folder);
    expect(file.current()).toEqual(DARK);
    expect(notices.list()).toEqual([]);
  });

  const bad: readonly (readonly [string, string])[] = [
    ['an empty file', ''],
    ['a truncated file', JSON.stringify(DARK).slice(0, 60)],
    ['a file of NULs', '\0'.repeat(512)],
    ['null', 'null'],
    ['an array', '[1]'],
    ['a number', '5'],
    ['a wrong schema', JSON.stringify({ ...DARK, servers: 'none' })],
    ['a newer version', JSON.stringify({ ...DARK, version: 99 })],
    ['nesting without end', '['.repeat(100_000)],
  ];

  it.each(bad)('sets %s aside and takes the last good copy', (_name, text) => {
    const folder = createUsedFolder();
    writeFileSync(join(folder, 'config.json'), text);
    const { file, notices } = openBench(folder);
    expect(file.current()).toEqual(DARK);
    const kept = readdirSync(folder).filter((name) => name.startsWith('config.corrupt-'));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(folder, kept[0] ?? ''), 'utf8')).toBe(text);
    expect(notices.list()).toMatchObject([{ id: 'settings-bad', tone: 'warning' }]);
    expect(notices.list()[0]?.text).toContain(kept[0]);
    expect(notices.list()[0]?.text).toContain('The last good copy is in use.');
    expect(openBench(folder).notices.list()).toEqual([]);
  });

  it.each(bad)('starts with the defaults when the copy is %s too', (_name, text) => {
    const folder = createUsedFolder();
    writeFileSync(join(folder, 'config.json'), text);
    writeFileSync(join(folder, 'config.bak.json'), text);
    const { file, notices } = openBench(folder);
    expect(file.current()).toEqual(DEFAULT_SETTINGS);
    expect(notices.list()[0]?.text).toContain('first settings');
    expect(openBench(folder).file.current()).toEqual(DEFAULT_SETTINGS);
  });

  it('takes the copy when the file is gone', () => {
    const folder = createUsedFolder();
    rmSync(join(folder, 'config.json'));
    const { file, notices } = openBench(folder);
    expect(file.current()).toEqual(DARK);
    expect(noticeIds(notices)).toEqual(['settings-bad']);
    expect(existsSync(join(folder, 'config.json'))).toBe(true);
  });

  it('does not follow a link', () => {
    const folder = createUsedFolder();
    const elsewhere = join(createTemporaryFolder(), 'other.json');
    writeFileSync(elsewhere, JSON.stringify({ ...DARK, theme: 'light' }));
    rmSync(join(folder, 'config.json'));
    symlinkSync(elsewhere, join(folder, 'config.json'));
    expect(openBench(folder).file.current().theme).toBe('dark');
    expect(JSON.parse(readFileSync(elsewhere, 'utf8'))).toMatchObject({ theme: 'light' });
  });

  it('goes on in memory when a write fails, says so, and says when it works again', () => {
    const folder = createUsedFolder();
    let broken = true;
    const { file, notices } = openBench(folder, (options) => {
      if (broken) throw new Error('disk on fire');
      return createConf(options);
    });
    file.save(DEFAULT_SETTINGS);
    expect(file.current()).toEqual(DEFAULT_SETTINGS);
    expect(notices.list()).toMatchObject([{ id: 'settings-unsaved', tone: 'bad' }]);
    expect(openBench(folder).file.current()).toEqual(DARK);
    broken = false;
    file.save({ ...DEFAULT_SETTINGS, theme: 'light' });
    expect(notices.list()).toEqual([]);
    expect(openBench(folder).file.current().theme).toBe('light');
  });

  it('puts the last good copy back when a write was cut short without an error', () => {
    const folder = createUsedFolder();
    const { file, notices } = openBench(folder, ({ cwd, serialize }) => ({
      get store() {
        return {};
      },
      set store(value) {
        writeFileSync(join(cwd, 'config.json'), serialize(value).slice(0, 40));
      },
    }));
    file.save({ ...DEFAULT_SETTINGS, theme: 'light' });
    expect(noticeIds(notices)).toEqual(['settings-unsaved']);
    const next = openBench(folder);
    expect(next.file.current()).toEqual(DARK);
    expect(next.notices.list()).toEqual([]);
  });

  const reason = canMount() ? '' : ' (skipped: a small disk can only be mounted by root)';
  it.skipIf(reason !== '')(`keeps the old settings on a disk that fills up during the write${reason}`, () => {
    const folder = createTemporaryFolder();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    mountSmallDisk(disk);
    onTestFinished(() => {
      unmount(disk);
    });
    const { file, notices } = openBench(disk);
    file.save(DARK);
    expect(notices.list()).toEqual([]);
    // 64 kB in pages of 4 kB: the settings take two, and so little is left that the next write stops half-way.
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(44 * 1024));
    file.save({
      ...DARK,
      theme: 'light',
      notifications: { ...DARK.notifications, rules: createRules(200) },
    });
    expect(noticeIds(notices)).toEqual(['settings-unsaved']);
    expect(file.current().theme).toBe('light');
    const next = openBench(disk);
    expect(next.file.current()).toEqual(DARK);
    expect(noticeIds(next.notices)).toEqual([]);
  });

  it.skipIf(isRoot)(
    `does not block on a folder that can't be written${isRoot ? ' (skipped: root may write everywhere)' : ''}`,
    () => {
      const folder = createUsedFolder();
      chmodSync(folder, 0o500);
      onTestFinished(() => {
        chmodSync(folder, 0o700);
      });
      const { file, notices } = openBench(folder);
      const startedAt = performance.now();
      file.save(DEFAULT_SETTINGS);
      expect(performance.now() - startedAt).toBeLessThan(50);
      expect(noticeIds(notices)).toEqual(['settings-unsaved']);
    },
  );
});
