import type { SafeStorage } from 'electron';
import { describe, expect, it } from 'vitest';
import { createSafeStorageKeyring, describeBackend } from '../../../src/main/secrets/safe-storage-keyring.ts';

interface FakeOptions {
  readonly available?: boolean;
  readonly mark?: string;
  readonly backend?: string;
}

/** `safeStorage` before Electron 42: blocking calls only, and no name of the backend in the oldest. */
function createBlocking({ available = true, mark = 'v11', backend }: FakeOptions = {}) {
  const calls: string[] = [];
  const safeStorage = {
    isEncryptionAvailable() {
      calls.push('available');
      return available;
    },
    encryptString(text: string) {
      calls.push('encrypt');
      return Buffer.from(mark + text);
    },
    decryptString(cipher: Buffer) {
      calls.push('decrypt');
      return cipher.toString().slice(3);
    },
    ...(backend === undefined ? {} : { getSelectedStorageBackend: () => backend }),
  } as unknown as SafeStorage;
  return { safeStorage, calls };
}

/** `safeStorage` from Electron 42 on. In 42 itself availability is a plain boolean. */
function createAsynchronous(
  { available = true, mark = 'v11', backend = 'gnome_libsecret' }: FakeOptions,
  plain: boolean,
) {
  return {
    isAsyncEncryptionAvailable: () => (plain ? available : Promise.resolve(available)),
    encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(mark + text)),
    decryptStringAsync: (cipher: Buffer) =>
      Promise.resolve({ result: cipher.toString().slice(3), shouldReEncrypt: false }),
    getSelectedStorageBackend: () => backend,
  } as unknown as SafeStorage;
}

const unlocked = (): Promise<boolean | null> => Promise.resolve(false);

describe('createSafeStorageKeyring with blocking calls', () => {
  it('finds a keyring and brings a secret through', async () => {
    const keyring = createSafeStorageKeyring(createBlocking().safeStorage, 'linux', unlocked);
    expect(await keyring.probe()).toEqual({ available: true, backend: 'unknown', label: 'System keyring' });
    expect(await keyring.decrypt(await keyring.encrypt('secret'))).toBe('secret');
  });

  it('never calls a locked keyring, because the call would not come back', async () => {
    const { safeStorage, calls } = createBlocking();
    const keyring = createSafeStorageKeyring(safeStorage, 'linux', () => Promise.resolve(true));
    expect((await keyring.probe()).available).toBe(false);
    await expect(keyring.encrypt('x')).rejects.toThrow('locked');
    await expect(keyring.decrypt(Buffer.from('v11x'))).rejects.toThrow('locked');
    expect(calls).toEqual([]);
  });

  it.each<[string, FakeOptions]>([
    ['there is none', { available: false }],
    ['the key is the one that everybody has', { mark: 'v10' }],
    ['the backend is plain text', { backend: 'basic_text' }],
  ])('says no when %s', async (_name, options) => {
    const keyring = createSafeStorageKeyring(createBlocking(options).safeStorage, 'linux', unlocked);
    expect(await keyring.probe()).toMatchObject({ available: false, label: 'Memory only' });
  });

  it('trusts the same mark where it stands for a real key', async () => {
    const { safeStorage } = createBlocking({ mark: 'v10' });
    for (const platform of ['darwin', 'win32']) {
      expect((await createSafeStorageKeyring(safeStorage, platform, unlocked).probe()).available).toBe(true);
    }
  });
});

describe.each([true, false])(
  'createSafeStorageKeyring with asynchronous calls (boolean answer: %s)',
  (plain) => {
    it('brings a secret through', async () => {
      const keyring = createSafeStorageKeyring(createAsynchronous({}, plain), 'linux', unlocked);
      expect(await keyring.probe()).toMatchObject({ available: true, backend: 'gnome_libsecret' });
      expect(await keyring.decrypt(await keyring.encrypt('secret'))).toBe('secret');
    });

    it('goes by the mark, since such calls are always said to be available', async () => {
      const weak = createSafeStorageKeyring(createAsynchronous({ mark: 'v10' }, plain), 'linux', unlocked);
      expect((await weak.probe()).available).toBe(false);
      const found = createAsynchronous({ backend: 'basic_text' }, plain);
      expect((await createSafeStorageKeyring(found, 'linux', unlocked).probe()).available).toBe(true);
    });
  },
);

it.each([
  ['darwin', 'keychain', 'Keychain'],
  ['win32', 'dpapi', 'Windows data protection'],
  ['linux', 'kwallet6', 'KWallet'],
  ['linux', 'gnome_libsecret', 'Secret Service (GNOME Keyring)'],
  ['linux', 'unknown', 'System keyring'],
])('describeBackend(%s, %s): %s', (platform, backend, label) => {
  expect(describeBackend(platform, backend)).toBe(label);
});
