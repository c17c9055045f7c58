import type { Clock } from '../../core/clock.ts';
import type { SecretPlace, StoredCredential } from '../../core/servers/credential.ts';
import { readSecretText, toSecretText } from '../../core/servers/credential.ts';
import { withDeadline } from '../app/with-deadline.ts';
import type { CredentialsFile, SealedSecret } from './credentials-file.ts';
import { isSealedWithKnownKey, type Keyring, type KeyringState } from './safe-storage-keyring.ts';
import { isSameOwner, openEnvelope, slotOf, toEnvelope } from './secret-envelope.ts';
import type { AnyOwner, ExtraKind, SecretOwner } from './secret-envelope.ts';
import { openWeakly, sealWeakly } from './weak-seal.ts';

/** A keyring that waits for its password longer than this counts as locked. */
export const KEYRING_DEADLINE_MS = 30_000;

export interface VaultPorts {
  readonly keyring: Keyring;
  readonly file: CredentialsFile;
  readonly clock: Clock;
  readonly platform: string;
  /** The owner agreed to a store without a keyring. */
  readonly weakAllowed: () => boolean;
  /** The place of a secret has changed. */
  readonly onChange: () => void;
}

/** Keeps the secrets of all servers. Only `read` and `readExtra` return one. */
export type Vault = ReturnType<typeof createVault>;

interface Held {
  readonly owner: AnyOwner;
  readonly secret: string;
}

/** The policy: keyring, else memory until quit, else (by consent only) a file with a known key. */
export function createVault(ports: VaultPorts) {
  const { file, keyring } = ports;
  const held = new Map<string, Held>();
  const unreadable = new Set<string>();
  let state: KeyringState = { available: false, backend: 'unknown', label: 'Memory only' };

  const bounded = <T>(work: Promise<T>): Promise<T> => withDeadline(work, KEYRING_DEADLINE_MS, ports.clock);

  /** The owner's secret in the file, unsealed; `null` when there is none that may be used. */
  async function open(owner: AnyOwner): Promise<string | null> {
    const sealed = file.get(slotOf(owner));
    if (sealed === null) return null;
    const cipher = Buffer.from(sealed.cipher, 'base64');
    if (sealed.protection === 'weak') return ports.weakAllowed() ? openFor(openWeakly(cipher), owner) : null;
    if (isSealedWithKnownKey(ports.platform, cipher)) return null;
    return openFor(await bounded(keyring.decrypt(cipher)), owner);
  }

  async function readText(owner: AnyOwner): Promise<string | null> {
    const slot = slotOf(owner);
    const inMemory = held.get(slot);
    // It replaces the one in the file, whatever that was bound to.
    if (inMemory !== undefined) return matching(inMemory, owner);
    const text = await open(owner).catch(() => null);
    const was = unreadable.has(slot);
    if (text === null) unreadable.add(slot);
    else unreadable.delete(slot);
    if (was !== (text === null)) ports.onChange();
    return text;
  }

  /** The secret as it may be written to disk; `null` when there is no way that is allowed. */
  async function seal(owner: AnyOwner, secret: string): Promise<SealedSecret | null> {
    const envelope = toEnvelope(owner, secret);
    if (state.available) {
      try {
        const cipher = await bounded(keyring.encrypt(envelope));
        if (!isSealedWithKnownKey(ports.platform, cipher)) return toSealed('keyring', cipher);
      } catch {
        // Locked or gone meanwhile: the next best place is used, and shown.
      }
    }
    return ports.weakAllowed() ? toSealed('weak', sealWeakly(envelope)) : null;
  }

  function toSealed(protection: SealedSecret['protection'], cipher: Uint8Array): SealedSecret {
    return { cipher: Buffer.from(cipher).toString('base64'), protection, backend: state.backend };
  }

  async function storeText(owner: AnyOwner, secret: string): Promise<SealedSecret['protection'] | 'memory'> {
    const slot = slotOf(owner);
    const entry: Held = { owner, secret };
    // From now on the old one is not returned, however long the keyring takes to seal the new one.
    held.set(slot, entry);
    unreadable.delete(slot);
    if (!state.available) await prepare();
    const sealed = await seal(owner, secret);
    // Replaced or removed meanwhile: the later change applies.
    if (held.get(slot) !== entry) return 'memory';
    const isOnDisk = sealed !== null && file.set(slot, sealed);
    if (isOnDisk) held.delete(slot);
    // The old one may have been refused: it must not come back after a restart.
    else file.remove(slot);
    ports.onChange();
    return isOnDisk ? sealed.protection : 'memory';
  }

  function forgetSlot(slot: string): void {
    held.delete(slot);
    unreadable.delete(slot);
    file.remove(slot);
  }

  /** Looks for the keyring. Until that is done, a new secret goes to `memory`. */
  async function prepare(): Promise<void> {
    try {
      state = await bounded(keyring.probe());
    } catch {
      // No answer within the deadline: memory only, as the status already says.
    }
    ports.onChange();
  }

  /** Without consent the secret is deleted from the disk and stays in memory until quit. */
  function keepInMemory(slot: string, cipher: Uint8Array): void {
    const opened = openForMemory(cipher);
    file.remove(slot);
    if (opened !== null && slotOf(opened.owner) === slot) held.set(slot, opened);
  }

  return {
    prepare,
    /** Where a new secret would go. */
    status(): { readonly place: 'keyring' | 'memory' | 'weak'; readonly label: string } {
      if (state.available) return { place: 'keyring', label: state.label };
      if (ports.weakAllowed()) return { place: 'weak', label: 'File without a keyring' };
      return { place: 'memory', label: 'Memory only' };
    },
    place(owner: AnyOwner): SecretPlace {
      if (owner.kind === 'none') return 'not-needed';
      const slot = slotOf(owner);
      const inMemory = held.get(slot);
      if (inMemory !== undefined) return matching(inMemory, owner) === null ? 'missing' : 'memory';
      const sealed = file.get(slot);
      if (sealed === null || unreadable.has(slot)) return 'missing';
      return sealed.protection === 'weak' && !ports.weakAllowed() ? 'missing' : sealed.protection;
    },
    /** The credential of a server, or `null` when it can't be read now. Never deletes what it can't read. */
    async read(owner: SecretOwner): Promise<StoredCredential | null> {
      if (owner.kind === 'none') return { kind: 'none' };
      const secret = await readText(owner);
      return secret === null ? null : readSecretText(owner.kind, secret);
    },
    /** Keeps a secret in the best place there is. */
    async store(owner: SecretOwner, credential: StoredCredential): Promise<SecretPlace> {
      if (credential.kind !== 'none') return storeText(owner, toSecretText(credential));
      forgetSlot(owner.serverId);
      ports.onChange();
      return 'not-needed';
    },
    /** The same for what a server needs besides its credential. */
    readExtra: (owner: SecretOwner<ExtraKind>) => readText(owner),
    async storeExtra(owner: SecretOwner<ExtraKind>, secret: string): Promise<void> {
      await storeText(owner, secret);
    },
    forgetExtra(owner: SecretOwner<ExtraKind>): void {
      forgetSlot(slotOf(owner));
      ports.onChange();
    },
    /** Deletes the credential and the extra secrets of a server that was removed or got another address. */
    forget(serverId: string): void {
      for (const kind of ['none', 'client-certificate', 'proxy-login'] as const) {
        forgetSlot(slotOf({ serverId, origin: '', kind }));
      }
      ports.onChange();
    },
    /** Consent to weak storage was given or withdrawn: moves what is held accordingly. */
    async applyConsent(): Promise<void> {
      if (ports.weakAllowed()) {
        for (const { owner, secret } of [...held.values()]) await storeText(owner, secret);
      } else {
        for (const [slot, sealed] of file.list()) {
          if (sealed.protection === 'weak') keepInMemory(slot, Buffer.from(sealed.cipher, 'base64'));
        }
      }
      ports.onChange();
    },
  };
}

function openFor(text: string, owner: AnyOwner): string | null {
  return matching(openEnvelope(text), owner);
}

function matching(entry: Held | null, owner: AnyOwner): string | null {
  return entry !== null && isSameOwner(entry.owner, owner) ? entry.secret : null;
}

function openForMemory(cipher: Uint8Array): Held | null {
  try {
    return openEnvelope(openWeakly(cipher));
  } catch {
    return null;
  }
}
