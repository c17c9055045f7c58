import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_REDACTION, type RedactionRules } from '../core/redaction/default-rules.ts';
import { createRedactor, type Redact } from '../core/redaction/redact.ts';
import type { Rule } from '../core/rules/rule.ts';
import type { RuleNames } from '../core/rules/rules-file.ts';
import { migrateSettings } from '../core/settings/migrate-settings.ts';
import { ruleNamesOf } from '../core/settings/rule-names.ts';
import type { Settings } from '../core/settings/settings.ts';
import { describeUnwritable } from '../node/describe-file-problem.ts';
import { writeWhole } from '../node/whole-file.ts';
import { isAppRunning } from './app-lock.ts';
import { Problem } from './exit-code.ts';

const FILE = 'config.json';
/** The app's own copy of the last good settings. */
const GOOD_COPY = 'config.bak.json';

/** The needed part of the app's settings. */
export interface AppSettings {
  /** Server id to name. */
  readonly serverNames: ReadonlyMap<string, string>;
  readonly redaction: RedactionRules;
  readonly names: RuleNames;
}

/**
 * Reads the app's settings without changing them. If there are none, or they can't be read, the defaults apply.
 *
 * @param folder the app's data folder; `null` where none is known.
 */
export async function readAppSettings(folder: string | null): Promise<AppSettings> {
  const document = folder === null ? null : await readDocument(join(folder, FILE));
  const read = migrateSettings(document);
  const servers = read.ok ? read.settings.servers : [];
  return {
    serverNames: new Map(servers.map(({ id, name }) => [id, name])),
    redaction: read.ok ? read.settings.history.redaction : DEFAULT_REDACTION,
    names: read.ok ? ruleNamesOf(read.settings) : { servers: [], destinations: [] },
  };
}

/** The rules of the app, and what a file calls by name. @throws Problem when there are none */
export async function readAppRules(
  folder: string,
): Promise<{ readonly rules: readonly Rule[]; readonly names: RuleNames; readonly redact: Redact }> {
  const { settings } = await openSettings(folder);
  const redact = createRedactor(settings.history.redaction);
  return { rules: settings.notifications.rules, names: ruleNamesOf(settings), redact };
}

/** The settings of the app. @throws Problem when there are none */
export async function openAppSettings(folder: string): Promise<Settings> {
  return (await openSettings(folder)).settings;
}

/** Changes the rules of an app, as `changeAppSettings` does. @throws Problem */
export async function changeAppRules(
  folder: string,
  change: (rules: readonly Rule[]) => readonly Rule[] | null,
): Promise<void> {
  await changeAppSettings(folder, (settings) => {
    const rules = change(settings.notifications.rules);
    return rules === null
      ? null
      : { ...settings, notifications: { ...settings.notifications, rules: [...rules] } };
  });
}

/**
 * Changes the settings of an app that does not run: one that runs has them in memory, and would write over these. Either all
 * is written or nothing. A member that is not changed stays as it is in the file.
 *
 * @param change makes the next settings of the present ones; `null` for no change.
 * @throws Problem
 */
export async function changeAppSettings(
  folder: string,
  change: (settings: Settings) => Settings | null,
): Promise<void> {
  refuseWhileAppRuns(folder);
  const { settings, document } = await openSettings(folder);
  const next = change(settings);
  if (next === null) return;
  const changed = Object.entries(next).filter(([key, value]) => Reflect.get(settings, key) !== value);
  const text = `${JSON.stringify({ ...document, ...Object.fromEntries(changed) }, null, 2)}\n`;
  refuseWhileAppRuns(folder);
  try {
    writeWhole(join(folder, FILE), text);
    writeWhole(join(folder, GOOD_COPY), text);
  } catch (error) {
    throw new Problem(describeUnwritable(error, FILE));
  }
  if (isAppRunning(folder, process.platform))
    throw new Problem(
      'Porchlight was started meanwhile. Look there whether it has arrived, or quit it and try again.',
    );
}

function refuseWhileAppRuns(folder: string): void {
  if (!isAppRunning(folder, process.platform)) return;
  throw new Problem(
    'Porchlight is running, and would write over what is changed behind its back. Import the file in its window, or quit it first.',
  );
}

interface OpenSettings {
  readonly settings: Settings;
  /** The same as it is in the file. */
  readonly document: object;
}

async function openSettings(folder: string): Promise<OpenSettings> {
  const path = join(folder, FILE);
  const info = await lstat(path).catch(() => null);
  if (info === null) {
    throw new Problem(
      `There are no settings in ${folder}. Start Porchlight once, or say with --data-folder where its data is.`,
    );
  }
  const document = info.isFile() ? await readDocument(path) : null;
  const read = migrateSettings(document);
  if (!read.ok || typeof document !== 'object' || document === null) {
    throw new Problem(
      `${path} can not be read${!read.ok && read.problem === 'newer' ? ': it is of a newer Porchlight' : ''}. Start Porchlight and see what it says.`,
    );
  }
  if (read.migrated) {
    throw new Problem(
      `${path} is of an earlier version. Start Porchlight once: it brings its settings up to date.`,
    );
  }
  return { settings: read.settings, document };
}

async function readDocument(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
