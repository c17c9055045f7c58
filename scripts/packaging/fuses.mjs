import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { join } from 'node:path';

/**
 * Every fuse of the packaged app, https://www.electronjs.org/docs/latest/tutorial/fuses. A fuse that a newer Electron adds is not
 * here, and then packaging fails until somebody has decided about it.
 *
 * @type {Record<FuseV1Options, boolean>}
 */
const fuses = {
  [FuseV1Options.RunAsNode]: false,
  // There are no cookies to encrypt. With this fuse Chromium asks the keyring for their key before the app is ready, and a locked
  // keyring then holds the whole start up until its owner types a password.
  [FuseV1Options.EnableCookieEncryption]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Only speed depends on this one.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/**
 * Sets the fuses of an Electron executable (for macOS its `.app` folder). An older Electron has fewer of them; those that it has are
 * all set.
 *
 * @param {string} executable
 * @param {{ resetAdHocDarwinSignature?: boolean }} [options] for Macs with Apple's processors, whose signature must fit the changed file
 */
export async function setFuses(executable, { resetAdHocDarwinSignature = false } = {}) {
  const present = new Set(Object.keys(await getCurrentFuseWire(executable)));
  const settable = Object.fromEntries(Object.entries(fuses).filter(([fuse]) => present.has(fuse)));
  await flipFuses(executable, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature,
    .../** @type {typeof fuses} */ (settable),
  });
}

/**
 * Sets the fuses of the app that electron-builder has put together and not signed yet.
 *
 * @param {import('electron-builder').AfterPackContext} context
 */
export async function fuseApp({ appOutDir, packager, electronPlatformName }) {
  const name = packager.appInfo.productFilename;
  switch (electronPlatformName) {
    case 'darwin':
    case 'mas':
      await setFuses(join(appOutDir, `${name}.app`), { resetAdHocDarwinSignature: true });
      break;
    case 'win32':
      await setFuses(join(appOutDir, `${name}.exe`));
      break;
    default:
      await setFuses(join(appOutDir, packager.config.linux?.executableName ?? name));
  }
}
