import { describe, expect, it } from 'vitest';
import type { ServerDraft } from '../../src/core/ipc/overview.ts';
import { ROUTE_DEFAULTS } from '../../src/core/route/route-settings.ts';
import type { Credential } from '../../src/core/servers/credential.ts';
import type { ServerProfile } from '../../src/core/servers/profile.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import type { Settings } from '../../src/core/settings/settings.ts';
import type { SecretOwner } from '../../src/main/secrets/secret-envelope.ts';
import { createServerEditing } from '../../src/main/server-editing.ts';

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
  const secrets = new Map<string, { owner: SecretOwner; credential: Credential }>();
  const reconnects: (string | null)[] = [];
  const editing = createServerEditing({
    settings: () => settings,
    save(next) {
      settings = next;
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
    createId: () => `id-${String((ids += 1))}`,
    applied: (reconnect) => reconnects.push(reconnect),
  });
  const refuse = (refusal: ServerProfile['refusal']): void => {
    settings = { ...settings, servers: settings.servers.map((server) => ({ ...server, refusal })) };
  };
  return { editing, secrets, reconnects, refuse, servers: () => settings.servers };
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

describe('removeServer', () => {
  it('takes the secret with it', async () => {
    const { editing, servers, secrets } = await createUsedBench();
    editing.removeServer('id-1');
    expect(servers()).toEqual([]);
    expect(secrets.size).toBe(0);
  });
});
