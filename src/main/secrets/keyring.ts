/**
 * The system's store for keys, as the vault needs it. `safe-storage-keyring.ts` is the real one.
 * Every call may take for ever: a keyring can wait for a person to unlock it.
 */
export interface Keyring {
  /** Looks whether the keyring is there, once at start and again on demand. */
  probe(): Promise<KeyringState>;
  /** @throws when the keyring refuses. */
  encrypt(text: string): Promise<Uint8Array>;
  /** @throws when it was not sealed by this keyring, or the keyring is locked. */
  decrypt(cipher: Uint8Array): Promise<string>;
}

export interface KeyringState {
  /** A key that others don't know is at hand. False too for Chromium's fixed key. */
  readonly available: boolean;
  /** `gnome_libsecret`, `keychain` … */
  readonly backend: string;
  /** Its name for people. */
  readonly label: string;
}

/** Chromium's names of the backends in words that a person has seen before. */
export function describeBackend(platform: string, backend: string): string {
  if (platform === 'darwin') return 'Keychain';
  if (platform === 'win32') return 'Windows data protection';
  if (backend === 'gnome_libsecret') return 'Secret Service (GNOME Keyring)';
  if (backend.startsWith('kwallet')) return 'KWallet';
  return 'System keyring';
}

/**
 * Linux only: Chromium writes `v10` in front of what it sealed with its built-in key, which is the same in every copy
 * of it. macOS and Windows use the same mark with a real key.
 * https://chromium.googlesource.com/chromium/src/+/main/components/os_crypt/
 */
export function isSealedWithKnownKey(platform: string, cipher: Uint8Array): boolean {
  return platform === 'linux' && cipher[0] === 0x76 && cipher[1] === 0x31 && cipher[2] === 0x30;
}
