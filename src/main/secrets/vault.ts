import type { Clock } from '../../core/clock.ts';
import type { SecretPlace } from '../../core/ipc/overview.ts';
import type { Credential } from '../../core/servers/credential.ts';
import { withDeadline } from '../with-deadline.ts';
import type { CredentialsFile } from './credentials-file.ts';
import { isSealedWithKnownKey } from './keyring.ts';
import type { Keyring, KeyringState } from './keyring.ts';
import { openEnvelope, toEnvelope } from './secret-envelope.ts';
import type { SecretOwner } from './secret-envelope.ts';
import { openWeakly, sealWeakly } from './weak-seal.ts';

/** A keyring that waits for its password longer than this is as good as locked. */
export const KEYRING_DEADLINE_MS = 30_000;

export interface VaultPorts {
  readonly keyring: Keyring;
  readonly file: CredentialsFile;
  readonly clock: Clock;
  readonly platform: string;
  /** The owner agreed to a store without a keyring. */
  readonly weakAllowed: () => boolean;
  /** Where a secret is has changed. */
  readonly onChange: () => void;
}

/** Keeps the secrets of all servers. Nothing that leaves it but `read` contains one. */
export interface Vault {
  /** Looks for the keyring. Until it is through, the place of a new secret is `memory`. */
  prepare(): Promise<void>;
  /** Where a new secret would go. */
  status(): { readonly place: 'keyring' | 'memory' | 'weak'; readonly label: string };
  place(owner: SecretOwner): SecretPlace;
  /** The credential of a server, or `null` when it can't be had now. Never deletes what it can't read. */
  read(owner: SecretOwner): Promise<Credential | null>;
  /** Keeps a secret in the best place there is. */
  store(owner: SecretOwner, credential: Credential): Promise<SecretPlace>;
  /** A person removed the server or pointed it elsewhere. */
  forget(serverId: string): void;
  /** Consent to weak storage was given or withdrawn: moves what is held accordingly. */
  applyConsent(): Promise<void>;
}

interface Held {
  readonly owner: SecretOwner;
  readonly credential: Credential;
}

/** The policy: keyring, else memory until quit, else (by consent only) a file with a known key. */
export function createVault(ports: VaultPorts): Vault {
  const { file, keyring } = ports;
  const held = new Map<string, Held>();
  const unreadable = new Set<string>();
  let state: KeyringState = { available: false, backend: 'unknown', label: 'Memory only' };

  const bounded = <T>(work: Promise<T>): Promise<T> => withDeadline(work, KEYRING_DEADLINE_MS, ports.clock);

  /** What the file has for the server, opened; `null` when it has nothing that may be used. */
  async function open(owner: SecretOwner): Promise<Credential | null> {
    const sealed = file.get(owner.serverId);
    if (sealed === null) return null;
    const cipher = Buffer.from(sealed.cipher, 'base64');
    if (sealed.protection === 'weak')
      return ports.weakAllowed() ? openEnvelope(openWeakly(cipher), owner) : null;
    if (isSealedWithKnownKey(ports.platform, cipher)) return null;
    return openEnvelope(await bounded(keyring.decrypt(cipher)), owner);
  }

  /** @returns whether it is on disk now. */
  async function seal(owner: SecretOwner, secret: string): Promise<'keyring' | 'weak' | null> {
    const envelope = toEnvelope(owner, secret);
    if (state.available) {
      try {
        const cipher = await bounded(keyring.encrypt(envelope));
        if (!isSealedWithKnownKey(ports.platform, cipher)) return put('keyring', cipher);
      } catch {
        // Locked or gone meanwhile: the next best place is taken, and shown.
      }
    }
    return ports.weakAllowed() ? put('weak', sealWeakly(envelope)) : null;

    function put(protection: 'keyring' | 'weak', cipher: Uint8Array): 'keyring' | 'weak' | null {
      const sealed = { cipher: Buffer.from(cipher).toString('base64'), protection, backend: state.backend };
      return file.set(owner.serverId, sealed) ? protection : null;
    }
  }

  async function store(owner: SecretOwner, credential: Credential): Promise<SecretPlace> {
    if (credential.kind === 'none') {
      vault.forget(owner.serverId);
      return 'not-needed';
    }
    if (!state.available) await vault.prepare();
    const place = await seal(owner, credential.secret);
    unreadable.delete(owner.serverId);
    if (place === null) held.set(owner.serverId, { owner, credential });
    else held.delete(owner.serverId);
    ports.onChange();
    return place ?? 'memory';
  }

  const vault: Vault = {
    async prepare() {
      try {
        state = await bounded(keyring.probe());
      } catch {
        // No answer within the deadline: memory only, as the status already says.
      }
      ports.onChange();
    },
    status() {
      if (state.available) return { place: 'keyring', label: state.label };
      if (ports.weakAllowed()) return { place: 'weak', label: 'File without a keyring' };
      return { place: 'memory', label: 'Memory only' };
    },
    place(owner) {
      if (owner.kind === 'none') return 'not-needed';
      if (matching(held.get(owner.serverId), owner) !== null) return 'memory';
      const sealed = file.get(owner.serverId);
      if (sealed === null || unreadable.has(owner.serverId)) return 'missing';
      return sealed.protection === 'weak' && !ports.weakAllowed() ? 'missing' : sealed.protection;
    },
    async read(owner) {
      if (owner.kind === 'none') return { kind: 'none' };
      const inMemory = matching(held.get(owner.serverId), owner);
      if (inMemory !== null) return inMemory;
      const credential = await open(owner).catch(() => null);
      const was = unreadable.has(owner.serverId);
      if (credential === null) unreadable.add(owner.serverId);
      else unreadable.delete(owner.serverId);
      if (was !== (credential === null)) ports.onChange();
      return credential;
    },
    store,
    forget(serverId) {
      held.delete(serverId);
      unreadable.delete(serverId);
      if (file.get(serverId) !== null) file.set(serverId, null);
      ports.onChange();
    },
    async applyConsent() {
      if (ports.weakAllowed()) {
        for (const { owner, credential } of [...held.values()]) await store(owner, credential);
      } else {
        for (const [serverId, sealed] of file.list()) {
          if (sealed.protection === 'weak') keepInMemory(serverId, Buffer.from(sealed.cipher, 'base64'));
        }
      }
      ports.onChange();
    },
  };

  /** Consent is gone: the secret leaves the disk and lives on until quit. */
  function keepInMemory(serverId: string, cipher: Uint8Array): void {
    const opened = openForMemory(serverId, cipher);
    if (file.set(serverId, null) && opened !== null) held.set(serverId, opened);
  }

  return vault;
}

function matching(entry: Held | undefined, owner: SecretOwner): Credential | null {
  if (entry === undefined) return null;
  return entry.owner.origin === owner.origin && entry.owner.kind === owner.kind ? entry.credential : null;
}

function openForMemory(serverId: string, cipher: Uint8Array): Held | null {
  try {
    const { origin, kind } = JSON.parse(openWeakly(cipher)) as SecretOwner;
    const owner: SecretOwner = { serverId, origin, kind };
    const credential = openEnvelope(openWeakly(cipher), owner);
    return credential === null ? null : { owner, credential };
  } catch {
    return null;
  }
}
