import { ROUTE_DEFAULTS } from '../route/route-settings.ts';
import { ADDED_RULES, withRules } from '../redaction/default-rules.ts';
import { takeOverChoices, withTiming } from '../rules/take-over-choices.ts';
import { DEFAULT_SETTINGS, historySettingsSchema, settingsSchema, SETTINGS_VERSION } from './settings.ts';
import type { Settings } from './settings.ts';

/** Why a stored document can't be used as settings. */
export type SettingsProblem =
  /** JSON, but not an object with a version. */
  | 'not-settings'
  /** Written by a newer Porchlight. */
  | 'newer'
  /** Of a known version, but not of its shape. */
  | 'invalid';

export type MigratedSettings =
  | {
      readonly ok: true;
      readonly settings: Settings;
      /** An older shape was migrated. */ readonly migrated: boolean;
    }
  | { readonly ok: false; readonly problem: SettingsProblem };

/** Turns a document of one version into the next one's shape. Must not change its argument. */
export type MigrationStep = (document: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** `MIGRATIONS[n]` leads from version `n` to `n + 1`. Version 1 is the first that was ever written. */
export const MIGRATIONS: Readonly<Record<number, MigrationStep>> = {
  /** Servers get trusted certificates and a proxy. */
  1: ({ servers, ...rest }) => ({
    ...rest,
    servers: Array.isArray(servers) ? servers.map(addRoute) : servers,
  }),
  /** Adds the history with its default limits, and views and columns of the log. */
  2: (document) => {
    const { history, savedViews, columns } = DEFAULT_SETTINGS;
    return { ...document, history, savedViews, columns };
  },
  /** Adds rules of redaction; the owner's changes stay. */
  3: ({ history, ...rest }) => ({ ...rest, history: addRedaction(history) }),
  /** Notification choices, one for each type, become rules. */
  4: ({ notifications, ...rest }) => ({ ...rest, notifications: takeOverChoices(notifications) }),
  /** Rules learn when to tell, under which conditions, and how loudly. */
  5: ({ notifications, ...rest }) => ({ ...rest, notifications: addTiming(notifications) }),
};

function addRedaction(history: unknown): unknown {
  const { success, data } = historySettingsSchema.safeParse(history);
  return success ? { ...data, redaction: withRules(data.redaction, ADDED_RULES) } : history;
}

function addTiming(notifications: unknown): unknown {
  if (typeof notifications !== 'object' || notifications === null) return notifications;
  return {
    ...notifications,
    ...('rules' in notifications ? { rules: withTiming(notifications.rules) } : {}),
  };
}

function addRoute(server: unknown): unknown {
  return typeof server === 'object' && server !== null ? { ...server, ...ROUTE_DEFAULTS } : server;
}

/**
 * Reads stored settings of any version. Pure: the caller reads the file.
 *
 * @param document what `JSON.parse` made of the file.
 * @param migrations steps from older versions, replaceable for tests only.
 */
export function migrateSettings(
  document: unknown,
  migrations: Readonly<Record<number, MigrationStep>> = MIGRATIONS,
): MigratedSettings {
  if (!isDocument(document)) return { ok: false, problem: 'not-settings' };
  if (document.version > SETTINGS_VERSION) return { ok: false, problem: 'newer' };
  let current: Record<string, unknown> = document;
  for (let version = document.version; version < SETTINGS_VERSION; version += 1) {
    const step = migrations[version];
    if (step === undefined) return { ok: false, problem: 'invalid' };
    current = { ...step(current), version: version + 1 };
  }
  const parsed = settingsSchema.safeParse(current);
  if (!parsed.success) return { ok: false, problem: 'invalid' };
  return { ok: true, settings: parsed.data, migrated: document.version !== SETTINGS_VERSION };
}

function isDocument(value: unknown): value is Record<string, unknown> & { version: number } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const version: unknown = 'version' in value ? value.version : undefined;
  return typeof version === 'number' && Number.isInteger(version);
}
