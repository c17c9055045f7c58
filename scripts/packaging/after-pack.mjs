import { chmod, copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root.mjs';
import { fuseApp } from './fuses.mjs';
import { addTarballFiles } from './tarball-files.mjs';

/**
 * electron-builder's hook between copying the app together and making packages of it: what Electron brings and nobody needs goes,
 * licences come, and the fuses are set.
 *
 * @param {import('electron-builder').AfterPackContext} context
 */
export async function afterPack(context) {
  const { appOutDir, electronPlatformName } = context;
  // electron-builder leaves it where it was given an Electron instead of downloading one.
  await rm(join(appOutDir, 'resources/default_app.asar'), { force: true });
  if (electronPlatformName === 'linux') {
    await copyFile(join(projectRoot, 'LICENSE'), join(appOutDir, 'LICENSE'));
    await copyFile(join(projectRoot, 'out/licences.txt'), join(appOutDir, 'LICENSES.porchlight.txt'));
    await clearLibraryModes(appOutDir);
    await addTarballFiles(appOutDir, { arch: context.arch, version: context.packager.appInfo.version });
  }
  await fuseApp(context);
}

/** A library is loaded, never run. @param {string} folder */
async function clearLibraryModes(folder) {
  for (const name of await readdir(folder)) {
    if (/\.so(?:\.\d+)?$/.test(name)) await chmod(join(folder, name), 0o644);
  }
}
