import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StoredCredential } from '../../../src/core/servers/credential.ts';
import { createNotices } from '../../../src/main/app/notices.ts';
import { openCredentialsFile } from '../../../src/main/secrets/credentials-file.ts';
import type { Keyring } from '../../../src/main/secrets/safe-storage-keyring.ts';
import type { SecretOwner } from '../../../src/main/secrets/secret-envelope.ts';
import { createVault, KEYRING_DEADLINE_MS } from '../../../src/main/secrets/vault.ts';
import type { Vault } from '../../../src/main/secrets/vault.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const TOKEN = 'correct-horse-battery-staple';
const CREDENTIAL: StoredCredential = { kind: 'bearer', secret: TOKEN };
const OWNER: SecretOwner = { serverId: 'home', origin: 'http://ha.local:8123', kind: 'bearer' };

/** A keyring that keeps its promises: only its own marked bytes open, and only while it is unlocked. */
interface FakeKeyring extends Keyring {
  mode: 'open' | 'absent' | 'silent' | 'known-key';
}
function createKeyring(mode: FakeKeyring['mode']): FakeKeyring {
  const never = new Promise<never>(() => undefined);
  const keyring: FakeKeyring = {
    mode,
    async probe() {
      if (keyring.mode === 'silent') return never;
      const available = keyring.mode === 'open';
      return { available, backend: 'fake', label: available ? 'Fake keyring' : 'Memory only' };
    },
    async encrypt(text) {
      if (keyring.mode === 'silent') return never;
      if (keyring.mode === 'absent') throw new Error('locked');
      const mark = keyring.mode === 'known-key' ? 'v10' : 'v11';
      return Buffer.concat([Buffer.from(mark), Buffer.from(text).map((byte) => byte ^ 0x5a)]);
    },
    async decrypt(cipher) {
      if (keyring.mode === 'silent') return never;
      if (keyring.mode === 'absent' || Buffer.from(cipher.subarray(0, 3)).toString() !== 'v11')
        throw new Error('no');
      return Buffer.from(cipher.subarray(3).map((byte) => byte ^ 0x5a)).toString();
    },
  };
  return keyring;
}

interface Bench {
  readonly vault: Vault;
  readonly clock: VirtualClock;
  readonly keyring: FakeKeyring;
  readonly path: string;
  readonly notices: ReturnType<typeof createNotices>;
  weakAllowed: boolean;
}
async function openBench(
  folder: string,
  mode: FakeKeyring['mode'] = 'open',
  weakAllowed = false,
): Promise<Bench> {
  const clock = createVirtualClock();
  const keyring = createKeyring(mode);
  const notices = createNotices();
  const file = openCredentialsFile(folder, clock, notices);
  const bench: Bench = {
    clock,
    keyring,
    notices,
    path: join(folder, 'credentials.json'),
    weakAllowed,
    vault: createVault({
      keyring,
      file,
      clock,
      platform: 'linux',
      weakAllowed: () => bench.weakAllowed,
      onChange: () => undefined,
    }),
  };
  const prepared = bench.vault.prepare();
  await clock.advance(KEYRING_DEADLINE_MS);
  await prepared;
  return bench;
}

function readDisk(path: string): string {
  return readFileSync(path, 'utf8');
}

describe('createVault with a keyring', () => {
  it('keeps a secret over restarts, unreadable on disk', async () => {
    const folder = createTemporaryFolder();
    const first = await openBench(folder);
    expect(await first.vault.store(OWNER, CREDENTIAL)).toBe('keyring');
    expect(readDisk(first.path)).not.toContain(TOKEN);
    expect(readDisk(first.path)).not.toContain(Buffer.from(TOKEN).toString('base64').slice(0, 20));
    const second = await openBench(folder);
    expect(second.vault.place(OWNER)).toBe('keyring');
    expect(await second.vault.read(OWNER)).toEqual(CREDENTIAL);
  });

  it.each([
    ['another origin', { ...OWNER, origin: 'http://evil.example' }],
    ['another kind', { ...OWNER, kind: 'query' as const }],
  ])('gives nothing to %s, and keeps what it has', async (_name, owner) => {
    const { vault, path } = await openBench(createTemporaryFolder());
    await vault.store(OWNER, CREDENTIAL);
    const before = readDisk(path);
    expect(await vault.read(owner)).toBeNull();
    expect(vault.place(owner)).toBe('missing');
    expect(readDisk(path)).toBe(before);
    expect(await vault.read(OWNER)).toEqual(CREDENTIAL);
  });

  it('gives nothing when the sealed secrets of two servers were swapped in the file', async () => {
    const folder = createTemporaryFolder();
    const { vault, path } = await openBench(folder);
    await vault.store(OWNER, CREDENTIAL);
    writeFileSync(path, readDisk(path).replace('"home"', '"other"'));
    const { vault: next } = await openBench(folder);
    expect(await next.read({ ...OWNER, serverId: 'other' })).toBeNull();
  });

  it('keeps a sealed secret that it can not open now, and opens it when the keyring is back', async () => {
    const folder = createTemporaryFolder();
    const first = await openBench(folder);
    await first.vault.store(OWNER, CREDENTIAL);
    const before = readDisk(first.path);
    const { vault, keyring } = await openBench(folder, 'absent');
    expect(await vault.read(OWNER)).toBeNull();
    expect(vault.place(OWNER)).toBe('missing');
    expect(readDisk(first.path)).toBe(before);
    keyring.mode = 'open';
    expect(await vault.read(OWNER)).toEqual(CREDENTIAL);
    expect(vault.place(OWNER)).toBe('keyring');
  });

  it('does not hang on a keyring that never answers', async () => {
    const folder = createTemporaryFolder();
    await (await openBench(folder)).vault.store(OWNER, CREDENTIAL);
    const { vault, clock } = await openBench(folder, 'silent');
    expect(vault.status().place).toBe('memory');
    const reading = vault.read(OWNER);
    await clock.advance(KEYRING_DEADLINE_MS);
    expect(await reading).toBeNull();
  });

  it('forgets a secret for good', async () => {
    const { vault, path } = await openBench(createTemporaryFolder());
    await vault.store(OWNER, CREDENTIAL);
    vault.forget(OWNER.serverId);
    expect(vault.place(OWNER)).toBe('missing');
    expect(await vault.read(OWNER)).toBeNull();
    expect(JSON.parse(readDisk(path))).toEqual({ version: 1, secrets: {} });
  });

  it('takes a refused secret off the disk when its replacement is only in memory', async () => {
    const folder = createTemporaryFolder();
    await (await openBench(folder)).vault.store(OWNER, CREDENTIAL);
    const { vault, path } = await openBench(folder, 'absent');
    expect(await vault.store(OWNER, { kind: 'bearer', secret: 'the-new-one' })).toBe('memory');
    expect(JSON.parse(readDisk(path))).toEqual({ version: 1, secrets: {} });
    const { vault: restarted } = await openBench(folder);
    expect(await restarted.read(OWNER)).toBeNull();
    expect(restarted.place(OWNER)).toBe('missing');
  });

  it('never gives the old secret while the keyring seals the new one', async () => {
    const { vault, keyring, clock } = await openBench(createTemporaryFolder());
    await vault.store(OWNER, CREDENTIAL);
    keyring.mode = 'silent';
    const storing = vault.store(OWNER, { kind: 'bearer', secret: 'the-new-one' });
    expect(await vault.read(OWNER)).toEqual({ kind: 'bearer', secret: 'the-new-one' });
    await clock.advance(KEYRING_DEADLINE_MS);
    expect(await storing).toBe('memory');
  });

  it('gives nothing of the file to an owner whose secret was replaced by one of another kind', async () => {
    const { vault, keyring } = await openBench(createTemporaryFolder());
    await vault.store(OWNER, CREDENTIAL);
    keyring.mode = 'silent';
    void vault.store({ ...OWNER, kind: 'password' }, { kind: 'password', secret: 'welcome' });
    expect(await vault.read(OWNER)).toBeNull();
  });

  it('leaves no secret behind of a server that was removed while it was sealed', async () => {
    const { vault, path } = await openBench(createTemporaryFolder());
    const storing = vault.store(OWNER, CREDENTIAL);
    vault.forget(OWNER.serverId);
    await storing;
    expect(await vault.read(OWNER)).toBeNull();
    expect(existsSync(path) ? JSON.parse(readDisk(path)) : null).toBeNull();
  });

  it('keeps the last of two secrets that are sealed at the same time', async () => {
    const folder = createTemporaryFolder();
    const { vault } = await openBench(folder);
    const last: StoredCredential = { kind: 'bearer', secret: 'the-last-one' };
    await Promise.all([vault.store(OWNER, CREDENTIAL), vault.store(OWNER, last)]);
    expect(await vault.read(OWNER)).toEqual(last);
    expect(await (await openBench(folder)).vault.read(OWNER)).toEqual(last);
  });

  it.each<[string, (vault: Vault) => unknown]>([
    ['forgotten', (vault) => vault.forget(OWNER.serverId)],
    ['replaced', (vault) => vault.store(OWNER, { kind: 'bearer', secret: 'the-new-one' })],
    ['no longer needed', (vault) => vault.store({ ...OWNER, kind: 'none' }, { kind: 'none' })],
  ])('says that a secret which was %s is still on a disk that takes nothing', async (_name, change) => {
    const folder = createTemporaryFolder();
    const { vault, notices, path } = await openBench(folder);
    await vault.store(OWNER, CREDENTIAL);
    await vault.store({ ...OWNER, serverId: 'other' }, CREDENTIAL);
    // Nothing can be renamed over a folder, whoever runs the test.
    rmSync(path);
    mkdirSync(join(path, 'x'), { recursive: true });
    await change(vault);
    expect(await vault.read(OWNER)).not.toEqual(CREDENTIAL);
    expect(notices.list()).toMatchObject([{ id: 'credentials-not-removed', tone: 'bad' }]);
    expect(JSON.stringify(notices.list())).not.toContain(TOKEN);
    rmSync(path, { recursive: true });
    vault.forget('other');
    expect(notices.list()).toEqual([]);
    expect(JSON.parse(readDisk(path))).toEqual({ version: 1, secrets: {} });
  });

  it('refuses a secret sealed with the key that everybody has', async () => {
    const folder = createTemporaryFolder();
    const { vault, path } = await openBench(folder);
    await vault.store(OWNER, CREDENTIAL);
    const cipher = Buffer.from('v10 not from a keyring').toString('base64');
    writeFileSync(path, readDisk(path).replace(/"cipher": "[^"]*"/, `"cipher": "${cipher}"`));
    expect(await (await openBench(folder)).vault.read(OWNER)).toBeNull();
  });
});

describe('createVault without a keyring', () => {
  it.each(['absent', 'known-key'] as const)('keeps a secret in memory only (%s)', async (mode) => {
    const folder = createTemporaryFolder();
    const { vault } = await openBench(folder, mode);
    expect(vault.status()).toEqual({ place: 'memory', label: 'Memory only' });
    expect(await vault.store(OWNER, CREDENTIAL)).toBe('memory');
    expect(vault.place(OWNER)).toBe('memory');
    expect(await vault.read(OWNER)).toEqual(CREDENTIAL);
    expect(await vault.read({ ...OWNER, origin: 'http://evil.example' })).toBeNull();
    expect((await openBench(folder, mode)).vault.place(OWNER)).toBe('missing');
  });

  it('uses a keyring that came later', async () => {
    const { vault, keyring } = await openBench(createTemporaryFolder(), 'absent');
    keyring.mode = 'open';
    expect(await vault.store(OWNER, CREDENTIAL)).toBe('keyring');
  });

  it('writes a weakly sealed secret by consent only, and takes it off the disk when consent is withdrawn', async () => {
    const folder = createTemporaryFolder();
    const bench = await openBench(folder, 'absent');
    await bench.vault.store(OWNER, CREDENTIAL);
    bench.weakAllowed = true;
    await bench.vault.applyConsent();
    expect(bench.vault.place(OWNER)).toBe('weak');
    expect(readDisk(bench.path)).not.toContain(TOKEN);
    const next = await openBench(folder, 'absent', true);
    expect(await next.vault.read(OWNER)).toEqual(CREDENTIAL);
    expect(await next.vault.read({ ...OWNER, origin: 'http://evil.example' })).toBeNull();
    next.weakAllowed = false;
    await next.vault.applyConsent();
    expect(next.vault.place(OWNER)).toBe('memory');
    expect(await next.vault.read(OWNER)).toEqual(CREDENTIAL);
    expect(JSON.parse(readDisk(bench.path))).toEqual({ version: 1, secrets: {} });
  });
});

describe('openCredentialsFile', () => {
  it.each(['', 'null', '{"version":2}', '\0\0\0'])('sets a bad file (%j) aside and goes on', async (text) => {
    const folder = createTemporaryFolder();
    writeFileSync(join(folder, 'credentials.json'), text);
    const { vault, notices } = await openBench(folder);
    expect(notices.list()).toMatchObject([{ id: 'credentials-bad' }]);
    expect(notices.list()[0]?.text).toMatch(/kept as credentials\.corrupt-.*\.json/);
    expect(await vault.store(OWNER, CREDENTIAL)).toBe('keyring');
  });
});
