import { describe, expect, it } from 'vitest';
import { ROUTE_DEFAULTS } from '../../../src/core/route/route-settings.ts';
import type { ServerProfile } from '../../../src/core/servers/profile.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/settings.ts';
import { COUNTS_INTERVAL_MS, createOverviewFeed, toOverview } from '../../../src/main/app/overview.ts';
import type { OverviewSources } from '../../../src/main/app/overview.ts';
import { createInertHistory } from '../../support/inert-history.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

describe('createOverviewFeed', () => {
  it('pushes a state in this turn, and counts once a second at most', async () => {
    const clock = createVirtualClock();
    let pushes = 0;
    const feed = createOverviewFeed(clock, () => {
      pushes += 1;
    });
    for (let i = 0; i < 400; i += 1) {
      feed.countsChanged();
      await clock.advance(10);
    }
    expect(pushes).toBeLessThanOrEqual(4_000 / COUNTS_INTERVAL_MS);
    expect(pushes).toBeGreaterThanOrEqual(3);
    pushes = 0;
    feed.stateChanged();
    feed.stateChanged();
    feed.countsChanged();
    await clock.advance(0);
    expect(pushes).toBe(1);
    await clock.advance(COUNTS_INTERVAL_MS * 2);
    expect(pushes).toBe(1);
    feed.stateChanged();
    feed.countsChanged();
    feed.stop();
    await clock.advance(COUNTS_INTERVAL_MS);
    expect(pushes).toBe(1);
  });
});

describe('toOverview', () => {
  const profile: ServerProfile = {
    id: 'home',
    name: 'Home',
    colour: 'blue',
    baseUrl: 'http://ha.local:8123',
    credentialKind: 'bearer',
    restrict: [],
    enabled: true,
    refusal: null,
    ...ROUTE_DEFAULTS,
  };
  const sources: OverviewSources = {
    platform: 'freebsd',
    dataFolder: '/data',
    services: {
      isSafe: false,
      settings: { current: () => ({ ...DEFAULT_SETTINGS, servers: [profile] }) },
      demo: { profile: () => ({ ...profile, id: 'demo', name: 'Demo home' }) },
      monitor: {
        state: () => ({ kind: 'live', since: 1 }),
        gapSince: () => null,
        counts: () => ({ received: 1, unparsed: 0, oversize: 0, kept: 1, evicted: 0, gaps: 0 }),
        recentAlerts: () => [],
        pendingAlerts: () => [],
      },
      discovery: { found: () => [], problem: () => null },
      addresses: { view: () => ({}), stateOf: (_profile, state) => state },
      versionOf: (serverId) => (serverId === 'home' ? '2024.3.3' : ''),
      vault: { place: () => 'keyring', status: () => ({ place: 'keyring', label: 'Keychain' }) },
      notices: { list: () => [] },
      history: { status: createInertHistory('disk').status },
    },
    notifier: { isSupported: () => true },
    startAtLogin: { supported: true, isOn: () => false },
    trayHost: { present: () => true },
    lockWatch: { tells: () => true },
    features: { captures: { views: () => [] }, marks: { current: () => null } },
    updates: {
      view: () => ({
        way: 'deb',
        check: true,
        channel: 'stable',
        lookedAt: null,
        signedAt: null,
        page: null,
        status: { kind: 'idle' },
      }),
    },
  };

  it('has the stored servers and the demo home, without their refusals', () => {
    const overview = toOverview(sources);
    expect(overview.servers).toMatchObject([
      { id: 'home', demo: false, secretPlace: 'keyring', version: '2024.3.3' },
      { id: 'demo', demo: true, secretPlace: 'not-needed', version: '' },
    ]);
    expect(overview).toMatchObject({ platform: 'other', secrets: { weakAllowed: false }, theme: 'system' });
    expect(overview.history).toMatchObject({ keep: true, maxAgeDays: 30, status: { place: 'disk' } });
    expect(structuredClone(overview)).toEqual(overview);
  });
});
