import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project-root.mjs';

/** What has to be in `measureInSession`'s bundles for this. */
export const SETTINGS_BUNDLE = 'bench/desktop/settings.ts';

/** Settings of somebody who signed in to that home, in a new folder. @param {string} url */
export async function prepareFolder(url) {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-bench-'));
  const { DEFAULT_SETTINGS, toProfile } = await import(join(projectRoot, 'out/bench/desktop/settings.mjs'));
  const settings = { ...DEFAULT_SETTINGS, servers: [toProfile(url)] };
  await writeFile(join(folder, 'config.json'), JSON.stringify(settings), { mode: 0o600 });
  return folder;
}
