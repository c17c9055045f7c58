// Before anything else of the app is loaded: for `porchlight tail` nothing of it is.
import './app/terminal-first.ts';
import { app, crashReporter, dialog, protocol, session } from 'electron';
import { join, resolve } from 'node:path';
import { systemClock } from '../node/system-clock.ts';
import { hasSecretServiceSync } from './desktop/session-bus.ts';
import { parseArguments } from './app/arguments.ts';
import { collectOpenings } from './app/early-openings.ts';
import { removeDangerousSwitches } from './app/dangerous-switches.ts';
import { needsPasswordStore } from './app/password-store.ts';
import { describeError } from '../core/ipc/describe-error.ts';
import { createBugReports } from './app/bug-reports.ts';
import { openLogFile } from './app/log-file.ts';
import { createNotices } from './app/notices.ts';
import { offerSafeMode, type SafeModeQuestion } from './app/offer-safe-mode.ts';
import { startPorchlight } from './app/porchlight.ts';
import { beginRun, type RunRecord } from './app/run-record.ts';
import { peekSettings } from './settings/settings-file.ts';
import { PAGE_SCHEME } from './window/page-files.ts';
import { confinePages, denyPermissions } from './window/secure-session.ts';

// First of all, before anything can read the switches.
const removedSwitches = app.isPackaged ? removeDangerousSwitches(app.commandLine, process.env) : [];

const launch = parseArguments(process.argv.slice(1));
app.setName('Porchlight');
if (launch.userDataDir !== null) app.setPath('userData', resolve(launch.userDataDir));
const folder = app.getPath('userData');
const log = openLogFile(join(folder, 'porchlight.log'), systemClock);
const notices = createNotices();
// Before the app is ready: macOS may start it by a link or a file.
const followOpenings = collectOpenings(app);
const bugs = createBugReports({ log, notices, folder });
// Crash dumps stay on this computer, in the data folder.
crashReporter.start({ uploadToServer: false });

// Chromium refuses to run as root with its sandbox, so there it can only be switched off, and only on request.
if (!(launch.noSandbox && process.getuid?.() === 0)) app.enableSandbox();
choosePasswordStore();
if (peekSettings(folder).softwareDrawing || launch.safeMode) {
  // No GPU, and no software renderer in its place:
  // https://source.chromium.org/chromium/chromium/src/+/main:content/public/common/content_switches.cc.
  app.disableHardwareAcceleration();
  app.commandLine.appendSwitch('disable-software-rasterizer');
}
protocol.registerSchemesAsPrivileged([
  { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);

process.on('uncaughtException', reportBug);
process.on('unhandledRejection', reportBug);

if (app.requestSingleInstanceLock()) {
  confinePages(app);
  app.on('session-created', denyPermissions);
  app.on('child-process-gone', (_event, details) => {
    bugs.helperGone(details);
  });
  const run = beginRun({ folder, clock: systemClock });
  app
    .whenReady()
    .then(() => start(run))
    .catch(giveUp);
} else {
  // The first instance was notified and comes to the front.
  app.quit();
}

async function start(run: RunRecord): Promise<void> {
  denyPermissions(session.defaultSession);
  log.write('start', { electron: process.versions.electron, packaged: app.isPackaged });
  for (const name of removedSwitches) log.write('switch-removed', { name });
  const { trouble } = run;
  const isSafe =
    launch.safeMode || (trouble !== null && (await offerSafeMode(trouble, systemClock, askPerson)));
  if (isSafe) log.write('safe-mode', { trouble: trouble ?? 'none' });
  await startPorchlight({ launch, log, notices, bugs, run, isSafe, followOpenings });
}

async function askPerson({ buttons, ...question }: SafeModeQuestion, signal: AbortSignal): Promise<number> {
  const words = { ...question, buttons: [...buttons], defaultId: 0, cancelId: 0 };
  const { response } = await dialog.showMessageBox({ type: 'question', ...words, signal });
  return response;
}

function choosePasswordStore(): void {
  const { XDG_CURRENT_DESKTOP: currentDesktop, DESKTOP_SESSION: desktopSession } = process.env;
  const facts = { platform: process.platform, currentDesktop, desktopSession, chosen: launch.passwordStore };
  if (needsPasswordStore(facts) && hasSecretServiceSync()) {
    app.commandLine.appendSwitch('password-store', 'gnome-libsecret');
  }
}

/** The app continues. */
function reportBug(error: unknown): void {
  bugs.main(error);
  if (!app.isPackaged) process.stderr.write(`${describeError(error)}\n`);
}

/** The start failed, so the app can't continue. */
function giveUp(error: unknown): void {
  log.writeError('start-failed', error);
  dialog.showErrorBox('Porchlight could not start', `The log file in ${folder} says where it stopped.`);
  app.exit(1);
}
