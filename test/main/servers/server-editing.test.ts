import { describe, expect, it } from 'vitest';
import type { ServerDraft } from '../../../src/core/servers/server-draft.ts';
import { ROUTE_DEFAULTS } from '../../../src/core/route/route-settings.ts';
import type { StoredCredential } from '../../../src/core/servers/credential.ts';
import type { ServerProfile } from '../../../src/core/servers/profile.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/settings.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';
import type { RouteParts } from '../../../src/core/servers/route-draft.ts';
import type { SecretOwner } from '../../../src/main/secrets/secret-envelope.ts';
import { createServerEditing } from '../../../src/main/servers/server-editing.ts';

const DRAFT: ServerDraft = {
  name: 'Home',
  url: 'http://ha.local:8123/',
  colour: 'blue',
  credentialKind: 'bearer',
  secret: ' token-1 ',
  restrict: [],
  enabled: true,
};

function createBench() {
  let settings: Settings = DEFAULT_SETTINGS;
  let ids = 0;
  const secrets = new Map<string, { owner: SecretOwner; credential: StoredCredential }>();
  const reconnects: (string | null)[] = [];
  const routes: RouteParts[] = [];
  const signedOut: string[] = [];
  const editing = createServerEditing({
    settings: {
      current: () => settings,
      save(next) {
        settings = next;
      },
    },
    vault: {
      place: ({ serverId, origin, kind }) => {
        if (kind === 'none') return 'not-needed';
        const kept = secrets.get(serverId)?.owner;
        return kept?.origin === origin && kept.kind === kind ? 'keyring' : 'missing';
      },
      store(owner, credential) {
        secrets.set(owner.serverId, { owner, credential });
        return Promise.resolve('keyring');
      },
      forget: (serverId) => void secrets.delete(serverId),
    },
    routes: {
      checkFiles: ({ tls }) => Promise.resolve(tls.caFile === '/bad.pem' ? 'The file is bad.' : null),
      store: (_owner, parts) => {
        routes.push(parts);
        return Promise.resolve();
      },
    },
    signOut: ({ id }) => void signedOut.push(id),
    createId: () => `id-${String((ids += 1))}`,
    applied: (reconnect) => reconnects.push(reconnect),
  });
  const refuse = (refusal: ServerProfile['refusal']): void => {
    settings = { ...settings, servers: settings.servers.map((server) => ({ ...server, refusal })) };
  };
  return { editing, secrets, reconnects, routes, signedOut, refuse, servers: () => settings.servers };
}

/** A bench in which the draft was saved, and the draft of a change to it that keeps the secret. */
async function createUsedBench() {
  const bench = createBench();
  await bench.editing.saveServer(DRAFT);
  const { secret, ...rest } = DRAFT;
  expect(secret).toBeDefined();
  bench.reconnects.length = 0;
  return { ...bench, change: { ...rest, id: 'id-1' } satisfies ServerDraft };
}

describe('saveServer', () => {
  it('does not bring back a server that was removed while its secret was sealed', async () => {
    const { editing, servers, secrets, change } = await createUsedBench();
    const saving = editing.saveServer({ ...change, secret: 'token-2' });
    editing.removeServer('id-1');
    expect(await saving).toMatchObject({ ok: false, field: 'form' });
    expect(servers()).toEqual([]);
    expect([...secrets]).toEqual([]);
  });

  it('adds a server, with its secret trimmed and bound to its origin', async () => {
    const { editing, servers, secrets, reconnects } = createBench();
    expect(await editing.saveServer(DRAFT)).toEqual({ ok: true, id: 'id-1' });
    expect(servers()).toEqual([
      {
        id: 'id-1',
        name: 'Home',
        colour: 'blue',
        baseUrl: 'http://ha.local:8123',
        credentialKind: 'bearer',
        restrict: [],
        enabled: true,
        refusal: null,
        ...ROUTE_DEFAULTS,
      },
    ]);
    expect(JSON.stringify(servers())).not.toContain('token-1');
    expect(secrets.get('id-1')).toEqual({
      owner: { serverId: 'id-1', origin: 'http://ha.local:8123', kind: 'bearer' },
      credential: { kind: 'bearer', secret: 'token-1' },
    });
    expect(reconnects).toEqual([null]);
  });

  it.each<[string, Partial<ServerDraft>, string]>([
    ['no address', { url: ' ' }, 'url'],
    ['a wrong scheme', { url: 'ftp://ha.local' }, 'url'],
    ['a password in the address', { url: 'http://me:pw@ha.local' }, 'url'],
    ['an empty secret', { secret: '  ' }, 'secret'],
    ['a secret with a line break inside', { secret: 'a\nb' }, 'secret'],
    ['a secret that is no header', { secret: 'käse中' }, 'secret'],
    ['a paste accident', { secret: 'x'.repeat(100_000) }, 'secret'],
    ['a name without end', { name: 'x'.repeat(81) }, 'name'],
    ['a server that was removed', { id: 'gone' }, 'form'],
  ])('refuses %s and changes nothing', async (_name, change, field) => {
    const { editing, servers, secrets } = createBench();
    const result = await editing.saveServer({ ...DRAFT, ...change });
    expect(result).toMatchObject({ ok: false, field });
    expect(result.ok ? '' : result.message).toMatch(/^[A-Z].*\.$/s);
    expect(servers()).toEqual([]);
    expect(secrets.size).toBe(0);
  });

  it('names a server after its host when nobody did', async () => {
    const { editing, servers } = createBench();
    await editing.saveServer({ ...DRAFT, name: ' ', url: 'http://192.168.1.5:8123' });
    expect(servers()[0]?.name).toBe('192.168.1.5');
  });

  it('takes a server without a secret', async () => {
    const { editing, servers } = createBench();
    const { secret, ...rest } = DRAFT;
    expect(secret).toBeDefined();
    expect(await editing.saveServer({ ...rest, credentialKind: 'none' })).toMatchObject({ ok: true });
    expect(servers()).toHaveLength(1);
  });

  it('keeps secret, stream and refusal through a change of name and colour', async () => {
    const { editing, servers, secrets, reconnects, change, refuse } = await createUsedBench();
    refuse({ code: 'unauthorized', at: 1 });
    expect(await editing.saveServer({ ...change, name: 'Flat', colour: 'rose' })).toMatchObject({ ok: true });
    expect(servers()[0]).toMatchObject({
      name: 'Flat',
      colour: 'rose',
      refusal: { code: 'unauthorized', at: 1 },
    });
    expect(secrets.get('id-1')?.credential).toEqual({ kind: 'bearer', secret: 'token-1' });
    expect(reconnects).toEqual([null]);
  });

  it.each<[string, Partial<ServerDraft>]>([
    ['the host', { url: 'http://other.local:8123' }],
    ['the port', { url: 'http://ha.local:8124' }],
    ['the scheme', { url: 'https://ha.local:8123' }],
    ['the way to ask', { credentialKind: 'password' }],
  ])('asks for the secret again when %s changes', async (_name, part) => {
    const { editing, servers, secrets, change } = await createUsedBench();
    expect(await editing.saveServer({ ...change, ...part })).toMatchObject({ ok: false, field: 'secret' });
    expect(servers()[0]?.baseUrl).toBe('http://ha.local:8123');
    expect(secrets.get('id-1')?.credential).toEqual({ kind: 'bearer', secret: 'token-1' });
    expect(await editing.saveServer({ ...change, ...part, secret: 'token-2' })).toMatchObject({ ok: true });
    expect(secrets.get('id-1')?.credential).toMatchObject({ secret: 'token-2' });
  });

  it('keeps the secret when only the path changes', async () => {
    const { editing, servers, change } = await createUsedBench();
    expect(await editing.saveServer({ ...change, url: 'http://ha.local:8123/ha' })).toMatchObject({
      ok: true,
    });
    expect(servers()[0]?.baseUrl).toBe('http://ha.local:8123/ha');
  });

  it('forgets the refusal and connects again with a new secret', async () => {
    const { editing, servers, reconnects, change, refuse } = await createUsedBench();
    refuse({ code: 'unauthorized', at: 1 });
    await editing.saveServer({ ...change, secret: 'token-2' });
    expect(servers()[0]?.refusal).toBeNull();
    expect(reconnects).toEqual(['id-1']);
  });

  it('asks for a secret that is not there any more', async () => {
    const { editing, secrets, change } = await createUsedBench();
    secrets.clear();
    expect(await editing.saveServer({ ...change, name: 'Flat' })).toMatchObject({
      ok: false,
      field: 'secret',
    });
  });
});

describe('the way to a server', () => {
  const PIN = 'a1'.repeat(32);
  const HTTPS = { ...DRAFT, url: 'https://ha.local' };

  it('is stored with its secrets apart', async () => {
    const { editing, servers, routes } = createBench();
    await editing.saveServer({
      ...HTTPS,
      tls: { pin: PIN, caFile: '/ca.pem' },
      clientCertificate: { kind: 'pkcs12', archiveFile: '/secret/me.p12', passphrase: 'hunter2' },
      proxy: { kind: 'url', url: 'proxy.lan:3128' },
      proxyLogin: { user: 'ann', password: 'hunter3' },
    });
    expect(servers()[0]).toMatchObject({
      tls: { pin: PIN, caFile: '/ca.pem', clientCertificate: 'pkcs12' },
      proxy: { kind: 'url', url: 'http://proxy.lan:3128', login: true },
    });
    expect(JSON.stringify(servers())).not.toMatch(/hunter|secret/);
    expect(routes[0]).toMatchObject({
      clientCertificate: { passphrase: 'hunter2' },
      proxyLogin: { password: 'hunter3' },
    });
  });

  it('stays as it is when nobody spoke of it, and does not interrupt the stream', async () => {
    const { editing, servers, routes, reconnects } = createBench();
    const clientCertificate = { kind: 'pkcs12', archiveFile: '/me.p12' } as const;
    const tls = { pin: PIN, caFile: null };
    await editing.saveServer({ ...HTTPS, tls, clientCertificate });
    const { secret, ...rest } = HTTPS;
    expect(secret).toBeDefined();
    await editing.saveServer({ ...rest, id: 'id-1', name: 'Flat' });
    expect(servers()[0]?.tls).toEqual({ ...tls, clientCertificate: 'pkcs12' });
    expect(routes[1]?.clientCertificate).toBe('stored');
    expect(reconnects).toEqual([null, null]);
  });

  it('keeps a client certificate with its address, and a login with its proxy', async () => {
    const { editing, servers } = createBench();
    await editing.saveServer({
      ...HTTPS,
      clientCertificate: { kind: 'pkcs12', archiveFile: '/me.p12' },
      proxy: { kind: 'url', url: 'http://proxy.lan:3128' },
      proxyLogin: { user: 'ann', password: 'pw' },
    });
    const moved = { ...HTTPS, id: 'id-1', url: 'https://elsewhere.local' };
    expect(await editing.saveServer(moved)).toMatchObject({ ok: false, field: 'form' });
    expect(await editing.saveServer({ ...moved, clientCertificate: null })).toMatchObject({ ok: true });
    expect(servers()[0]?.tls.clientCertificate).toBeNull();
    await editing.saveServer({ ...moved, proxy: { kind: 'url', url: 'http://other.lan:3128' } });
    expect(servers()[0]?.proxy).toEqual({ kind: 'url', url: 'http://other.lan:3128', login: false });
  });

  it.each<[string, Partial<ServerDraft>]>([
    ['a file that is no certificate', { tls: { pin: null, caFile: '/bad.pem' } }],
    ['a proxy with a login in its address', { proxy: { kind: 'url', url: 'http://me:pw@proxy.lan:1' } }],
    ['a proxy that is none', { proxy: { kind: 'url', url: 'ftp://proxy.lan' } }],
  ])('is refused with a sentence: %s', async (_name, part) => {
    const { editing, servers } = createBench();
    const result = await editing.saveServer({ ...HTTPS, ...part });
    expect(result).toMatchObject({ ok: false, field: 'form' });
    expect(result.ok ? '' : result.message).toMatch(/^[A-Z].*\.$/s);
    expect(servers()).toEqual([]);
  });

  it('is pinned by the answer of a person', async () => {
    const { editing, servers } = createBench();
    await editing.saveServer(HTTPS);
    editing.pinCertificate('id-1', PIN);
    expect(servers()[0]?.tls).toEqual({ pin: PIN, caFile: null, clientCertificate: null });
  });
});

describe('removeServer', () => {
  it('takes the secret with it', async () => {
    const { editing, servers, secrets } = await createUsedBench();
    editing.removeServer('id-1');
    expect(servers()).toEqual([]);
    expect(secrets.size).toBe(0);
  });
});

describe('moveServer', () => {
  it.each([
    ['id-1', 2, 'id-2 id-3 id-1'],
    ['id-3', 0, 'id-3 id-1 id-2'],
    ['id-2', 1, 'id-1 id-2 id-3'],
    ['id-1', 99, 'id-2 id-3 id-1'],
    ['gone', 0, 'id-1 id-2 id-3'],
  ])('%s to %j', async (id, to, expected) => {
    const { editing, servers, reconnects } = createBench();
    for (const name of ['Home', 'Cabin', 'Boat']) await editing.saveServer({ ...DRAFT, name });
    reconnects.length = 0;
    editing.moveServer(id, to);
    expect(
      servers()
        .map((server) => server.id)
        .join(' '),
    ).toBe(expected);
    expect(reconnects).toEqual([]);
  });
});
