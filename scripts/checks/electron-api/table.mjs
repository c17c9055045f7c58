/** @typedef {import('./check-uses.mjs').GuardedUse} GuardedUse @typedef {import('./check-uses.mjs').ChangedUse} ChangedUse */

const keyring = 'src/main/secrets/safe-storage-keyring.ts';

/**
 * What only one of the two Electrons has: the one that ships and the one that tests run on. Each stands in one small module, since what is
 * behind the guard runs in no test on a real Electron.
 *
 * @type {readonly GuardedUse[]}
 */
export const guardedUses = [
  {
    apis: [
      'SafeStorage.encryptStringAsync',
      'SafeStorage.decryptStringAsync',
      'SafeStorage.isAsyncEncryptionAvailable',
      'DecryptStringAsyncReturnValue.result',
    ],
    file: keyring,
    guard: "const asynchronous = typeof safeStorage.encryptStringAsync === 'function'",
    because: 'The calls that do not block came with Electron 42, all of them together.',
  },
  {
    apis: ['SafeStorage.encryptString', 'SafeStorage.decryptString', 'SafeStorage.isEncryptionAvailable'],
    file: keyring,
    guard: 'if (asynchronous) return',
    because: 'Electron before 42 has only these. They are never called where the others are.',
  },
  {
    apis: ['SafeStorage.getSelectedStorageBackend'],
    file: keyring,
    guard: "typeof safeStorage.getSelectedStorageBackend === 'function'",
    because: 'It came with Electron 26; without it the backend is called unknown.',
  },
  {
    apis: ['WindowOpenHandlerResponse.action'],
    file: 'src/main/window/secure-session.ts',
    guard: "({ action: 'deny' })",
    because: 'Only the name of the type is new; older typings write the same two shapes out.',
  },
];

/**
 * What both have with another signature.
 *
 * @type {readonly ChangedUse[]}
 */
export const changedUses = [
  {
    api: 'App.getPath',
    seen: 'c38bf9d5',
    because: '45 knows one more name.',
  },
  {
    api: 'Clipboard.writeText',
    seen: '685d8200',
    because:
      'A promise since 45. It is handed on to whoever asked, and the page awaits the answer of every request.',
  },
  {
    api: 'Details.reason',
    seen: '37d5cbac',
    because: '45 has one more reason; it is only compared with a clean exit, and written down.',
  },
  {
    api: 'IpcMain.handle',
    seen: '1de1784f',
    because: 'Only the typing of what a listener may give back.',
  },
  {
    api: 'IpcMainInvokeEvent.senderFrame',
    seen: '381fd408',
    because: 'Null in 45 when the frame is gone, and the request is refused then.',
  },
  {
    api: 'MenuItemConstructorOptions.accelerator',
    seen: 'b544ce2f',
    because: 'Both are a text; 45 has no name for it.',
  },
  {
    api: 'MenuItemConstructorOptions.role',
    seen: 'a7fcacf3',
    because: '45 knows more roles; those that are used are in both lists.',
  },
  {
    api: 'MenuItemConstructorOptions.type',
    seen: 'c5f00327',
    because: '45 knows more types; those that are used are in both lists.',
  },
  {
    api: 'RenderProcessGoneDetails.reason',
    seen: '37d5cbac',
    because: '45 has one more reason; it is only compared with a clean exit, and written down.',
  },
  {
    api: 'SaveDialogReturnValue.filePath',
    seen: '405b2d25',
    because: 'Both give an empty path when somebody cancels; the older typings allow for none.',
  },
  {
    api: 'Session.setDisplayMediaRequestHandler',
    seen: 'cf236f53',
    because: '45 has options that are not used; both take the refusal that is given.',
  },
  {
    api: 'Session.setPermissionCheckHandler',
    seen: 'f5027c11',
    because: '45 lists the permissions. All are refused, whatever they are called.',
  },
  {
    api: 'Session.setPermissionRequestHandler',
    seen: 'e99f364e',
    because: '45 lists more permissions. All are refused, whatever they are called.',
  },
  {
    api: 'Session#will-download',
    seen: '3087a97a',
    because: '45 also tells the frame, which is not looked at.',
  },
  {
    api: 'WebContents.setWindowOpenHandler',
    seen: 'ffb50043',
    because: 'The same two shapes under a name.',
  },
  {
    api: 'Session.fetch',
    seen: 'ae5f67b7',
    because: '45 has one more option, which is not given.',
  },
];
