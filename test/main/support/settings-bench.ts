import Conf from 'conf';
import type { Notices } from '../../../src/main/app/notices.ts';
import { createNotices } from '../../../src/main/app/notices.ts';
import { openSettingsFile } from '../../../src/main/settings/settings-file.ts';
import type { SettingsFile, SettingsFilePorts } from '../../../src/main/settings/settings-file.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

/** `electron-store` is `conf` with Electron's data folder; the class below it runs without Electron. */
export const createConf: SettingsFilePorts['createStore'] = (options) =>
  new Conf<Record<string, unknown>>({ ...options, configName: 'config', projectName: 'porchlight' });

export function openBench(
  folder: string,
  createStore: SettingsFilePorts['createStore'] = createConf,
): { readonly file: SettingsFile; readonly notices: Notices } {
  const notices = createNotices();
  return { file: openSettingsFile({ folder, clock: createVirtualClock(), notices, createStore }), notices };
}
