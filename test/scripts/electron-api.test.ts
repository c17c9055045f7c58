import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkElectronUses } from '../../scripts/checks/electron-api/check-uses.mjs';
import { findElectronUses } from '../../scripts/checks/electron-api/find-uses.mjs';
import { readElectronApi } from '../../scripts/checks/electron-api/read-api.mjs';
import { readRecord, writeRecord } from '../../scripts/checks/electron-api/record.mjs';
import { changedUses, guardedUses } from '../../scripts/checks/electron-api/table.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const typingsPath = `${root}node_modules/electron/electron.d.ts`;
const typings = readFileSync(typingsPath, 'utf8');
const KEYRING = 'src/main/secrets/safe-storage-keyring.ts';
const keyringSource = readFileSync(root + KEYRING, 'utf8');

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  types: ['node'],
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
};
/** Parsed once for all programs of this file: the typings are long. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** The uses in one file of the project, whose text is given. */
function usesIn(path: string, text: string): ReturnType<typeof findElectronUses> {
  const host = ts.createCompilerHost(options);
  const own = root + path;
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, language) => {
    if (name === own) return ts.createSourceFile(name, text, language, true);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, language));
    return parsed.get(name);
  };
  host.fileExists = (name) => name === own || fileExists(name);
  host.readFile = (name) => (name === own ? text : readFile(name));
  host.getCurrentDirectory = () => root;
  const program = ts.createProgram([own], options, host);
  return findElectronUses(program, (name) => (name === own ? path : null));
}

function namesIn(text: string): string[] {
  return usesIn('src/main/probe.ts', text).map(({ name }) => name);
}

describe('what the sources use of Electron', () => {
  // The first program reads all the typings.
  beforeAll(() => {
    namesIn('');
  }, 60_000);

  it.each([
    ['a member', "import { app } from 'electron'; app.getName();", 'App.getName'],
    [
      'a static member',
      "import { Notification } from 'electron'; Notification.isSupported();",
      'Notification.isSupported',
    ],
    [
      'an event',
      "import { app } from 'electron'; app.once('before-quit', () => undefined);",
      'App#before-quit',
    ],
    [
      'an event of which only its type is known',
      "import { app } from 'electron'; declare const e: 'activate'; app.on(e, () => undefined);",
      'App#activate',
    ],
    [
      'an option',
      "import { BrowserWindow } from 'electron'; new BrowserWindow({ show: false });",
      'BaseWindowConstructorOptions.show',
    ],
    [
      'an option in an option',
      "import { BrowserWindow } from 'electron'; new BrowserWindow({ webPreferences: { sandbox: true } });",
      'WebPreferences.sandbox',
    ],
    [
      'a short option',
      "import { BrowserWindow } from 'electron'; const show = true; new BrowserWindow({ show });",
      'BaseWindowConstructorOptions.show',
    ],
    [
      'a destructured member',
      "import { screen } from 'electron'; const { bounds: { width } } = screen.getPrimaryDisplay(); void width;",
      'Rectangle.width',
    ],
    ['a renamed import', "import { app as it } from 'electron'; it.quit();", 'App.quit'],
    ['a whole import', "import * as electron from 'electron'; electron.app.quit();", 'App.quit'],
    [
      'a type',
      "import type { Tray } from 'electron'; export const press = (tray: Tray) => tray.popUpContextMenu();",
      'Tray.popUpContextMenu',
    ],
    [
      'what a type of ours asks of it',
      "import { shell } from 'electron'; interface Bell { beep(): void } const ring = (bell: Bell) => bell.beep(); ring(shell);",
      'Shell.beep',
    ],
  ])('is seen: %s', (_what, text, name) => {
    expect(namesIn(text)).toContain(name);
  });

  it('is nothing of ours, of Node or of a channel between processes', () => {
    const text = `import { ipcMain } from 'electron';
      ipcMain.on('a-channel-of-ours', () => undefined);
      process.on('exit', () => undefined);
      export const mine = { show: true, getName: () => 'x' };
      mine.getName();`;
    expect(new Set(namesIn(text))).toEqual(new Set(['IpcMain']));
  });
});

describe('the check of them', () => {
  const current = readElectronApi(typings);
  const older = readRecord(
    readFileSync(`${root}scripts/checks/electron-api/fallback.txt`, 'utf8'),
  ).signatures;
  const tables = { guarded: guardedUses, changed: changedUses };

  /** What is found in one file, its text given; entries for other files are not needed there. */
  function check(path: string, text: string, { guarded, changed } = tables, electron = current): string[] {
    const found = checkElectronUses({
      uses: usesIn(path, text),
      current: electron,
      older,
      guarded,
      changed,
      readText: () => text,
    });
    return found.filter((line) => !line.endsWith('needs no entry in the table any more'));
  }
  const checkText = (text: string): string[] => check('src/main/probe.ts', text);

  it('finds nothing in the keyring as it is', () => {
    expect(check(KEYRING, keyringSource)).toEqual([]);
  });

  it.each(guardedUses.filter(({ file }) => file === KEYRING).map(({ guard }) => guard))(
    'finds that this is gone: %s',
    (guard) => {
      const changed = keyringSource.replaceAll(
        guard,
        guard.replace(/typeof.*/, 'true').replace('if (a', 'if (!a'),
      );
      expect(changed).not.toBe(keyringSource);
      expect(check(KEYRING, changed).join()).toContain(`its guard is gone: ${guard}`);
    },
  );

  it('takes no guard that is only talked about', () => {
    const guard = "typeof safeStorage.getSelectedStorageBackend === 'function'";
    const changed = keyringSource.replace(guard, `true /* ${guard} */`);
    expect(check(KEYRING, changed).join()).toContain(
      'SafeStorage.getSelectedStorageBackend is not in the runtime',
    );
  });

  it('lets no other file do what one file guards', () => {
    expect(
      check('src/main/probe.ts', keyringSource).filter((line) => line.endsWith('is not guarded')),
    ).not.toEqual([]);
  });

  it.each([
    [
      'a member that is too new',
      "import { app } from 'electron'; app.isHardwareAccelerationEnabled();",
      'App.isHardwareAccelerationEnabled is not in the runtime that the tests run on, and is not guarded',
    ],
    [
      'an event that is too new',
      "import { session } from 'electron'; session.defaultSession.on('file-system-access-restricted', () => undefined);",
      'Session#file-system-access-restricted is not in the runtime',
    ],
    [
      'an option that is too new',
      "import { BrowserWindow } from 'electron'; new BrowserWindow({ webPreferences: { focusOnNavigation: false } });",
      'WebPreferences.focusOnNavigation is not in the runtime that the tests run on, and is not guarded',
    ],
    [
      'a deprecated option',
      "import { BrowserWindow } from 'electron'; new BrowserWindow({ webPreferences: { enableDeprecatedPaste: true } });",
      'WebPreferences.enableDeprecatedPaste is deprecated',
    ],
    [
      'a deprecated member',
      "import { webContents } from 'electron'; webContents.getAllWebContents()[0]?.goBack();",
      'WebContents.goBack is deprecated in the Electron that ships',
    ],
    [
      'an event that is gone',
      "import { app } from 'electron'; app.on('gpu-process-crashed', () => undefined);",
      'App#gpu-process-crashed is not in the Electron that ships',
    ],
    [
      'an event without a name',
      "import { app } from 'electron'; declare const any: string; app.listeners(any); app.off(any as never, () => undefined);",
      'App#?',
    ],
    [
      'a type that was cast away',
      "import { app } from 'electron'; (app as unknown as { gone(): void }).gone();",
      'App.? is an event or a member that only the running app knows',
    ],
    [
      'a changed signature',
      "import { clipboard } from 'electron'; clipboard.readText();",
      'Clipboard.readText has another signature',
    ],
  ])('finds %s', (_what, text, finding) => {
    expect(checkText(text).join('\n')).toContain(finding);
  });

  it('finds a member that a later Electron no longer has, or has changed', () => {
    const text = "import { app, clipboard } from 'electron'; app.quit(); clipboard.writeText('');";
    expect(checkText(text)).toEqual([]);
    const without = readElectronApi(typings.replace(/^ {4}quit\(\): void;$/m, ''));
    expect(check('src/main/probe.ts', text, tables, without)).toEqual([
      'src/main/probe.ts:1 App.quit is not in the Electron that ships, and is not guarded',
    ]);
    const changed = readElectronApi(
      typings.replaceAll('writeText(text: string)', 'writeText(text: string, to: number)'),
    );
    expect(check('src/main/probe.ts', text, tables, changed).join()).toMatch(
      /a signature \(\w{8}\) that nobody looked at/,
    );
  });

  it('finds an entry that nothing needs', () => {
    const facts = { uses: [], current, older, ...tables, readText: () => '' };
    expect(checkElectronUses(facts)).toContain(
      'SafeStorage.encryptString needs no entry in the table any more',
    );
  });
});

describe('the record of another version', () => {
  it('says again what was written', () => {
    const api = readElectronApi(typings);
    const { version, signatures } = readRecord(writeRecord('45.4.1', api));
    expect(version).toBe('45.4.1');
    expect(Object.fromEntries(signatures)).toEqual(
      Object.fromEntries([...api].map(([name, { signature }]) => [name, signature])),
    );
  });
});
