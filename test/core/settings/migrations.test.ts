import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ADDED_RULES } from '../../../src/core/redaction/default-rules.ts';
import { migrateSettings } from '../../../src/core/settings/migrate-settings.ts';
import { DEFAULT_SETTINGS, SETTINGS_VERSION } from '../../../src/core/settings/settings.ts';
import { ruleOf } from '../../support/rule-builders.ts';

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
        destinations: [],
        alertsReadUntil: 0,
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

describe('settings of version 5', () => {
  const old = { id: 'a', name: 'Hall', enabled: false, query: 'to:on', server: 'home', cooldownMs: 60_000 };
  const plain = { timing: { kind: 'at-once' }, onlyIf: [], level: 'normal', maxPerHour: null };
  const migrate = (rules: unknown): unknown => {
    const notifications = { enabled: false, pausedUntil: 5, rules };
    const migrated = migrateSettings({ ...DEFAULT_SETTINGS, version: 5, notifications });
    return migrated.ok ? migrated.settings.notifications : migrated.problem;
  };

  it('rules tell at once and whatever else is so, and nothing of them is lost', () => {
    const leaks = { ...old, id: 'own', query: 'class:moisture to:on' };
    expect(migrate([old, leaks, { ...old, left: 'over' }])).toEqual({
      enabled: false,
      pausedUntil: 5,
      rules: [
        { ...old, ...plain },
        { ...leaks, ...plain, level: 'critical' },
        { ...old, ...plain },
      ],
    });
  });

  it('what is broken stays broken', () => {
    for (const rules of [null, [null], ['a'], [{ id: 'a' }]]) expect(migrate(rules)).toBe('invalid');
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

  const hours = { kind: 'hours', from: '22:00', to: '06:30', days: [0, 6] };
  it.each<[string, object, boolean]>([
    ['for a time', { timing: { kind: 'for', ms: 600_000 } }, true],
    ['for no time', { timing: { kind: 'for', ms: 0 } }, false],
    ['many times', { timing: { kind: 'times', count: 3, withinMs: 60_000 } }, true],
    ['once', { timing: { kind: 'times', count: 1, withinMs: 60_000 } }, false],
    ['at some time', { timing: { kind: 'someday' } }, false],
    ['at night', { onlyIf: [hours] }, true],
    ['at 25:00', { onlyIf: [{ ...hours, to: '25:00' }] }, false],
    ['on no day', { onlyIf: [{ ...hours, days: [] }] }, false],
    ['with a member of tomorrow', { webhook: 'https://a.example' }, false],
    ['with one in a condition', { onlyIf: [{ ...hours, zone: 'UTC' }] }, false],
    ['more than a thousand times an hour', { maxPerHour: 1_001 }, false],
  ])('a rule that tells %s', (_name, rest, ok) => {
    const rules = [ruleOf('to:on', rest)];
    expect(
      migrateSettings({ ...DEFAULT_SETTINGS, notifications: { ...DEFAULT_SETTINGS.notifications, rules } })
        .ok,
    ).toBe(ok);
  });
});
