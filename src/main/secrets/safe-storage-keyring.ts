import type { SafeStorage } from 'electron';

/**
 * The system's store for keys, as the vault needs it. `createSafeStorageKeyring` makes the real one.
 * Any call may never return: a keyring can wait for a person to unlock it.
 */
export interface Keyring {
  /** Checks whether the keyring is there, once at start and again on demand. */
  probe(): Promise<KeyringState>;
  /** @throws when the keyring refuses. */
  encrypt(text: string): Promise<Uint8Array>;
  /** @throws when it was not sealed by this keyring, or the keyring is locked. */
  decrypt(cipher: Uint8Array): Promise<string>;
}

export interface KeyringState {
  /** It has a key that others don't know. False for Chromium's fixed key. */
  readonly available: boolean;
  /** `gnome_libsecret`, `keychain` … */
  readonly backend: string;
  /** Its name for people. */
  readonly label: string;
}

/** Chromium's names of the backends, as people know them. */
export function describeBackend(platform: string, backend: string): string {
  if (platform === 'darwin') return 'Keychain';
  if (platform === 'win32') return 'Windows data protection';
  if (backend === 'gnome_libsecret') return 'Secret Service (GNOME Keyring)';
  if (backend.startsWith('kwallet')) return 'KWallet';
  return 'System keyring';
}

/**
 * Linux only: Chromium writes `v10` in front of what it sealed with its built-in key, which is the same in every copy
 * of it. macOS and Windows use the same prefix with a real key.
 * https://chromium.googlesource.com/chromium/src/+/main/components/os_crypt/
 */
export function isSealedWithKnownKey(platform: string, cipher: Uint8Array): boolean {
  return platform === 'linux' && cipher[0] === 0x76 && cipher[1] === 0x31 && cipher[2] === 0x30;
}

/**
 * Electron's `safeStorage`. The asynchronous calls came with Electron 42; older ones have the blocking calls only.
 * Only one of the two is ever used, because they can't read all of each other's data.
 *
 * A blocking call stops the whole app while the keyring waits for a person's password
 * (https://github.com/electron/electron/issues/43479), so it is not used while the keyring is locked.
 *
 * @param isLocked `null` when that can't be known.
 */
export function createSafeStorageKeyring(
  safeStorage: SafeStorage,
  platform: string,
  isLocked: () => Promise<boolean | null>,
): Keyring {
  const asynchronous = typeof safeStorage.encryptStringAsync === 'function';

  async function refuseToBlock(): Promise<void> {
    if (platform === 'linux' && (await isLocked()) === true) throw new Error('The keyring is locked.');
  }

  async function isAvailable(): Promise<boolean> {
    // In Electron 42 the answer is a boolean and not a promise; `await` takes both.
    if (asynchronous) return await safeStorage.isAsyncEncryptionAvailable();
    await refuseToBlock();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- all that Electron before 42 has
    return safeStorage.isEncryptionAvailable();
  }

  async function encrypt(text: string): Promise<Uint8Array> {
    if (asynchronous) return safeStorage.encryptStringAsync(text);
    await refuseToBlock();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- all that Electron before 42 has
    return safeStorage.encryptString(text);
  }

  return {
    async probe(): Promise<KeyringState> {
      const backend = readBackend(safeStorage, platform);
      const absent: KeyringState = { available: false, backend, label: 'Memory only' };
      // The asynchronous calls may find a keyring that the desktop's name did not lead to; the prefix `v10` tells.
      if (!asynchronous && backend === 'basic_text') return absent;
      try {
        if (!(await isAvailable()) || isSealedWithKnownKey(platform, await encrypt('probe'))) return absent;
        return { available: true, backend, label: describeBackend(platform, backend) };
      } catch {
        return absent;
      }
    },
    encrypt,
    async decrypt(cipher) {
      const bytes = Buffer.from(cipher);
      if (asynchronous) return (await safeStorage.decryptStringAsync(bytes)).result;
      await refuseToBlock();
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- all that Electron before 42 has
      return safeStorage.decryptString(bytes);
    },
  };
}

function readBackend(safeStorage: SafeStorage, platform: string): string {
  if (platform !== 'linux') return platform === 'darwin' ? 'keychain' : 'dpapi';
  return typeof safeStorage.getSelectedStorageBackend === 'function'
    ? safeStorage.getSelectedStorageBackend()
    : 'unknown';
}
