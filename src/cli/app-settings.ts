import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_REDACTION, type RedactionRules } from '../core/redaction/default-rules.ts';
import { migrateSettings } from '../core/settings/migrate-settings.ts';

/** The needed part of the app's settings. */
export interface AppSettings {
  /** Server id to name. */
  readonly serverNames: ReadonlyMap<string, string>;
  readonly redaction: RedactionRules;
}

/**
 * Reads the app's settings without changing them. If there are none, or they can't be read, the defaults apply.
 *
 * @param folder the app's data folder; `null` where none is known.
 */
export async function readAppSettings(folder: string | null): Promise<AppSettings> {
  const document = folder === null ? null : await readDocument(join(folder, 'config.json'));
  const read = migrateSettings(document);
  if (!read.ok) return { serverNames: new Map(), redaction: DEFAULT_REDACTION };
  const { servers, history } = read.settings;
  return {
    serverNames: new Map(servers.map(({ id, name }) => [id, name])),
    redaction: history.redaction,
  };
}

async function readDocument(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
