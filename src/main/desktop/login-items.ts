import type { LoginItems } from './start-at-login.ts';

/** What is used of Electron's `app`. */
interface LoginApp {
  getLoginItemSettings(options?: { args?: string[] }): { openAtLogin: boolean; wasOpenedAtLogin?: boolean };
  setLoginItemSettings(settings: { openAtLogin: boolean; args?: string[] }): void;
}

/** Windows keeps an entry for each program and its arguments, so both must be the same when it is asked. macOS has no arguments. */
const HIDDEN = ['--hidden'];

/** The login items of Windows and macOS. */
export function createLoginItems(app: LoginApp): LoginItems {
  return {
    get: () => app.getLoginItemSettings({ args: [...HIDDEN] }).openAtLogin,
    set: (openAtLogin) => {
      app.setLoginItemSettings({ openAtLogin, args: [...HIDDEN] });
    },
  };
}

/** Whether macOS started the app at the login. It passes no `--hidden`. */
export function wasOpenedAtLogin(platform: string, app: LoginApp): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin === true;
}
