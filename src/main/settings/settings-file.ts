import {
  accessSync,
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { migrateSettings } from '../../core/settings/migrate-settings.ts';
import type { SettingsProblem } from '../../core/settings/migrate-settings.ts';
import { DEFAULT_SETTINGS } from '../../core/settings/settings.ts';
import type { Settings } from '../../core/settings/settings.ts';
import type { Notices } from '../app/notices.ts';
import { readPrivateFile, setCorruptAside } from './private-file.ts';
import { PRIVATE_MODE, writeWhole } from '../../node/whole-file.ts';

/** What is used of `electron-store`, and of `conf` below it. */
export interface SettingsStore {
  store: Record<string, unknown>;
}

/** Options that `electron-store` and `conf` share. */
export interface SettingsStoreOptions {
  readonly cwd: string;
  readonly configFileMode: number;
  readonly clearInvalidConfig: false;
  readonly accessPropertiesByDotNotation: false;
  readonly serialize: (value: unknown) => string;
}

export interface SettingsFilePorts {
  /** Folder of `config.json`; created when absent. */
  readonly folder: string;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly createStore: (options: SettingsStoreOptions) => SettingsStore;
}

/** Settings in memory, with a file behind them. */
export type SettingsFile = ReturnType<typeof openSettingsFile>;

const FILE = 'config.json';
const GOOD_COPY = 'config.bak.json';

/**
 * Reads the settings once and keeps them in memory. `electron-store` writes them. Three things are added to it:
 * a bad file is set aside and the last good copy used, every write is read back, and a failed
 * write leaves the old file unchanged (https://github.com/fabiospampinato/atomically/pull/18 for why it may not be).
 */
export function openSettingsFile(ports: SettingsFilePorts) {
  const path = join(ports.folder, FILE);
  const goodCopy = join(ports.folder, GOOD_COPY);
  const listeners = new Set<(settings: Settings) => void>();
  let store: SettingsStore | null = null;
  let current = load();

  function load(): Settings {
    tryQuietly(() => mkdirSync(ports.folder, { recursive: true, mode: 0o700 }));
    const read = readSettings(path);
    if (read.ok) {
      if (read.migrated || !readSettings(goodCopy).ok) persist(read.settings);
      return read.settings;
    }
    const copy = readSettings(goodCopy);
    const settings = copy.ok ? copy.settings : DEFAULT_SETTINGS;
    if (read.problem === 'absent' && !copy.ok) return settings;
    const kept = read.problem === 'absent' ? null : setCorruptAside(path, ports.clock.now());
    ports.notices.set({
      id: 'settings-bad',
      tone: 'warning',
      text: describeBadSettings(read.problem, kept, copy.ok),
    });
    if (read.problem === 'absent' || kept !== null) persist(settings);
    return settings;
  }

  function persist(settings: Settings): void {
    try {
      writeVerified(settings);
      ports.notices.clear('settings-unsaved');
    } catch {
      ports.notices.set({ id: 'settings-unsaved', tone: 'bad', text: describeUnsaved(ports.folder) });
    }
  }

  function writeVerified(settings: Settings): void {
    // conf blocks for a second if the folder can't be written. Checking first takes microseconds.
    accessSync(ports.folder, constants.W_OK);
    const expected = serialize(settings);
    try {
      store ??= ports.createStore({
        cwd: ports.folder,
        configFileMode: PRIVATE_MODE,
        clearInvalidConfig: false,
        accessPropertiesByDotNotation: false,
        serialize,
      });
      store.store = settings;
      if (readFileSync(path, 'utf8') !== expected) throw new Error('The settings were not written whole.');
    } catch (error) {
      store = null;
      putBack(goodCopy, path);
      throw error;
    }
    writeWhole(goodCopy, expected);
  }

  return {
    current: () => current,
    /** Replaces the settings in memory and tries to save them. A failed write shows a notice and is never thrown. */
    save(next: Settings): void {
      current = next;
      persist(next);
      for (const fn of [...listeners]) fn(next);
    },
    onChange(fn: (settings: Settings) => void): () => void {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}

/** The settings in the file, or else the defaults. For what is needed before the app is ready; writes nothing. */
export function peekSettings(folder: string): Settings {
  const read = readSettings(join(folder, FILE));
  return read.ok ? read.settings : DEFAULT_SETTINGS;
}

type ReadSettings =
  | { readonly ok: true; readonly settings: Settings; readonly migrated: boolean }
  | { readonly ok: false; readonly problem: SettingsProblem | 'absent' | 'unreadable' };

function readSettings(path: string): ReadSettings {
  const read = readPrivateFile(path);
  switch (read.kind) {
    case 'absent':
      return { ok: false, problem: 'absent' };
    case 'bad':
      return { ok: false, problem: 'unreadable' };
    case 'read':
      return migrateSettings(read.document);
  }
}

function serialize(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Restores the file from the last good copy. A hard link needs no space; when this is called, the disk may be full. */
function putBack(goodCopy: string, path: string): void {
  const temporary = `${path}.back`;
  tryQuietly(() => {
    rmSync(temporary, { force: true });
    try {
      linkSync(goodCopy, temporary);
    } catch {
      copyFileSync(goodCopy, temporary);
    }
    renameSync(temporary, path);
  });
}

function tryQuietly(action: () => void): void {
  try {
    action();
  } catch {
    // The next write is checked and reports a failure.
  }
}

function describeBadSettings(
  problem: SettingsProblem | 'absent' | 'unreadable',
  kept: string | null,
  restored: boolean,
): string {
  const what = {
    absent: 'The settings file was missing.',
    unreadable: 'The settings file could not be read.',
    'not-settings': 'The settings file did not hold settings.',
    invalid: 'The settings file had values that Porchlight does not know.',
    newer: 'The settings were written by a newer version of Porchlight.',
  }[problem];
  const file = kept === null ? '' : ` It was kept as ${kept}.`;
  const now = restored
    ? ' The last good copy is in use.'
    : ' Porchlight starts with its first settings. Add your server again.';
  return what + file + now;
}

function describeUnsaved(folder: string): string {
  return `The settings could not be saved in ${folder}. They hold until you quit. Check free space and permissions, then change a setting to try again.`;
}
