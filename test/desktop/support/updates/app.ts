import { app, session } from 'electron';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings/settings.ts';
import { systemClock } from '../../../../src/node/system-clock.ts';
import { openUpdates, UPDATE_PARTITION } from '../../../../src/main/updates/open-updates.ts';

/**
 * Looks once for an update, downloads it, and quits as Porchlight does: `app.exit(0)`. Everything of updates is Porchlight's own, and
 * electron-updater is real. It runs from a folder and not from a package, so it says itself that it is one.
 */
const { UPDATES_FOLDER: folder = '', UPDATES_KEY: publicKey = '', UPDATES_QUICK: quick } = process.env;
Object.defineProperty(app, 'isPackaged', { value: true });
Object.defineProperty(process, 'resourcesPath', { value: folder });
app.setPath('userData', join(folder, 'data'));
app.disableHardwareAcceleration();

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

/** Electron would show a dialog, and wait. */
process.on('uncaughtException', (error) => {
  say({ error: error.stack });
  app.exit(1);
});
process.on('unhandledRejection', (error) => {
  throw error;
});

/** Deadlines a hundred times sooner. */
const soon: typeof systemClock.after = (delayMs, fn) => systemClock.after(delayMs / 100, fn);

const ENDS = new Set(['off', 'newest', 'available', 'ready', 'failed']);

void app.whenReady().then(() => {
  let isOver = false;
  const updates = openUpdates({
    clock: quick === undefined ? systemClock : { ...systemClock, after: soon },
    isPackaged: true,
    folder: join(folder, 'data'),
    resources: folder,
    installerPath: join(__dirname, 'updater.cjs'),
    settings: {
      current: () => DEFAULT_SETTINGS,
      onChange: () => () => undefined,
    },
    notices: {
      set: ({ text }) => {
        say({ notice: text });
      },
      clear: () => undefined,
    },
    log: {
      write: (what, facts) => {
        say({ log: what, ...facts });
      },
    },
    openSession: () => session.fromPartition(UPDATE_PARTITION, { cache: false }),
    openPage: () => Promise.resolve(),
    relaunch: () => undefined,
    quit: () => undefined,
    onChange: follow,
    publicKey,
    version: app.getVersion(),
  });
  updates.handlers.lookForUpdate();
  follow();

  function follow(): void {
    const { status } = updates.view();
    say({ status });
    if (isOver || !ENDS.has(status.kind)) return;
    isOver = true;
    // electron-updater arranges for the installation after it told that the download is there.
    setImmediate(() => {
      app.exit(0);
    });
  }
});
