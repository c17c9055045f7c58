import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ADDED_RULES } from '../../../src/core/redaction/default-rules.ts';
import { migrateSettings } from '../../../src/core/settings/migrate-settings.ts';
import { DEFAULT_SETTINGS, SETTINGS_VERSION } from '../../../src/core/settings/settings.ts';

function readFixture(version: number): Record<string, unknown> {
  const path = new URL(`../../fixtures/settings-version-${String(version)}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
}

describe('settings of an older version', () => {
  it('1: servers trust whom the computer trusts and take its proxy; the rest stays', () => {
    const old = readFixture(1);
    const before = structuredClone(old);
    const migrated = migrateSettings(old);
    const route = {
      tls: { pin: null, caFile: null, clientCertificate: null },
      proxy: { kind: 'system' },
    };
    const { history, savedViews, columns, notifications } = DEFAULT_SETTINGS;
    const servers = (before['servers'] as object[]).map((server) => ({ ...server, ...route }));
    expect(migrated).toEqual({
      ok: true,
      migrated: true,
      settings: {
        ...before,
        softwareDrawing: false,
        version: SETTINGS_VERSION,
        servers,
        notifications,
        history,
        savedViews,
        columns,
      },
    });
    expect(old).toEqual(before);
  });

  it('3: secrets that became known since are taken out, and what the owner wanted stays', () => {
    const own = { keys: ['code', 'my_secret'], patterns: ['abc+'] };
    const { history } = DEFAULT_SETTINGS;
    const migrated = migrateSettings({
      ...DEFAULT_SETTINGS,
      version: 3,
      history: { ...history, redaction: own },
    });
    if (!migrated.ok) throw new Error(migrated.problem);
    const { redaction } = migrated.settings.history;
    expect(redaction.keys.slice(0, 2)).toEqual(own.keys);
    expect(redaction.keys).toContain('credential_data');
    // The owner had taken this one away.
    expect(redaction.keys).not.toContain('cookie');
    expect(redaction.patterns).toEqual([...own.patterns, ...ADDED_RULES.patterns]);
  });

  it('1: what is broken stays broken', () => {
    for (const servers of [null, 'none', [null], [5], [{}]]) {
      expect(migrateSettings({ ...readFixture(1), servers })).toEqual({ ok: false, problem: 'invalid' });
    }
  });
});

describe('settings of today', () => {
  const [server] = readFixture(1)['servers'] as object[];
  const withRoute = (tls: object, proxy: object): unknown => ({
    ...DEFAULT_SETTINGS,
    servers: [{ ...server, tls, proxy }],
  });
  const TLS = { pin: null, caFile: null, clientCertificate: null };

  it.each<[string, object, object, boolean]>([
    ['a pin', { ...TLS, pin: 'a1'.repeat(32) }, { kind: 'none' }, true],
    ['a pin that is none', { ...TLS, pin: 'a1' }, { kind: 'none' }, false],
    ['a proxy', TLS, { kind: 'url', url: 'http://proxy.lan:3128', login: true }, true],
    ['a login in the open', TLS, { kind: 'url', url: 'http://a:b@proxy.lan:3128', login: true }, false],
    ['a proxy of another kind', TLS, { kind: 'magic' }, false],
  ])('%s', (_name, tls, proxy, ok) => {
    expect(migrateSettings(withRoute(tls, proxy)).ok).toBe(ok);
  });
});
