import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron';
import { soundPage } from '../window/page-files.ts';
import type { SoundWindow } from './sounds.ts';

/** A window that is never shown and runs no script: its page is an `<audio>` that begins by itself. */
export function openSoundWindow(
  create: (options: BrowserWindowConstructorOptions) => BrowserWindow,
  session: Session,
): SoundWindow {
  const window = create({
    show: false,
    focusable: false,
    skipTaskbar: true,
    width: 100,
    height: 100,
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
      autoplayPolicy: 'no-user-gesture-required',
      backgroundThrottling: false,
    },
  });
  return {
    play(sound, onEnd) {
      const { webContents } = window;
      // That is said at the end of a sound, too.
      webContents.on('media-paused', onEnd);
      webContents.on('render-process-gone', onEnd);
      window.loadURL(soundPage(sound)).catch(onEnd);
    },
    destroy() {
      if (!window.isDestroyed()) window.destroy();
    },
  };
}
