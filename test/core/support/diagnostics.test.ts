import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTE_DEFAULTS } from '../../../src/core/route/route-settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings/settings.ts';
import type { DiagnosedServer, Diagnostics } from '../../../src/core/support/diagnostics.ts';
import { describeDiagnostics } from '../../../src/core/support/diagnostics-words.ts';
import { describeAddress, safeText } from '../../../src/core/support/safe-text.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const AT = Date.UTC(2026, 10, 21, 7);

const SERVER: DiagnosedServer = {
  id: 'a',
  baseUrl: 'https://villa.example.org:8443/ha',
  credentialKind: 'bearer',
  secretPlace: 'keyring',
  enabled: true,
  demo: false,
  state: { kind: 'waiting', reason: { code: 'refused' }, retryAt: AT + 5_000, attempt: 3 },
  version: '2024.3.3',
  tls: { ...ROUTE_DEFAULTS.tls, pin: 'ab'.repeat(32) },
  proxy: { kind: 'url', url: 'http://proxy.corp.example:3128', login: true },
};

const FACTS: Diagnostics = {
  at: AT,
  startedAt: AT - 90_000,
  versions: [
    ['Porchlight', '1.2.3 (installed)'],
    ['Chromium', '114.0.5735.45'],
  ],
  system: { name: 'Debian GNU/Linux 12 (bookworm)', release: '6.1.0-28-amd64', arch: 'x64' },
  desktop: {
    name: 'XFCE',
    display: 'x11',
    tray: true,
    keyring: 'GNOME Keyring',
    tellsLock: true,
    showsNotifications: true,
    notificationServer: { name: 'dunst', version: '1.9.0', capabilities: ['actions', 'body-markup'] },
  },
  servers: [SERVER],
  counts: { received: 12, unparsed: 1, oversize: 2, kept: 9, evicted: 0, gaps: 1 },
  spans: [
    { kind: 'away', serverId: 'a', from: AT - 60_000, to: null, code: 'refused' },
    { kind: 'live', serverId: 'gone', from: AT - 120_000, to: AT - 60_000, code: '' },
  ],
  store: {
    place: 'disk',
    problem: 'full',
    putAside: null,
    events: 7,
    bytes: 4_096,
    oldestAt: AT,
    newestAt: AT,
    lost: 3,
  },
  settings: DEFAULT_SETTINGS,
};

describe('describeDiagnostics', () => {
  it('says what a report needs', () => {
    const text = describeDiagnostics(FACTS);
    for (const part of [
      'running for 1 min 30 s',
      'Chromium: 114.0.5735.45',
      'System: Debian GNU/Linux 12 (bookworm), 6.1.0-28-amd64, x64',
      'Desktop: XFCE, display protocol: x11',
      'Keyring: GNOME Keyring',
      'Notification server: dunst 1.9.0, can: actions body-markup',
      'Server 1: waiting (refused), attempt 3, next try in 5 s, Home Assistant 2024.3.3',
      'address: https, a public name, port 8443, below a path; proxy: of its own with a login, pinned certificate',
      'sign-in: bearer, secret: keyring',
      'received 12, unreadable 1, too large 2, gaps 1',
      'place: disk, problem: full',
      'lost 3',
      'server 1 interrupted, refused (until now)',
      'a removed server live (1 min)',
    ])
      expect(text).toContain(part);
  });

  it.each([
    [{ isUsed: true, isChoosing: false }, 'port 8123; in use: the other address'],
    [{ isUsed: false, isChoosing: false }, 'port 8123; in use: the first address'],
    [{ isUsed: false, isChoosing: true }, 'port 8123; not known yet which one is in use'],
    [{}, 'port 8123'],
  ])('says which of two addresses is in use, %j', (state, expected) => {
    const second = { baseUrl: 'http://192.168.7.9:8123', place: 'inside' as const, ...state };
    const text = describeDiagnostics({ ...FACTS, servers: [{ ...SERVER, second }] });
    expect(text).toContain('address: https, a public name, port 8443');
    expect(text.split('\n')).toContain(
      `-   other address (inside): http, a private IPv4 address, ${expected}`,
    );
    expect(text).not.toContain('192.168');
  });

  it('says in the terminal what is not known there', () => {
    const text = describeDiagnostics({
      ...FACTS,
      startedAt: null,
      desktop: null,
      counts: null,
      store: null,
      spans: null,
      servers: [{ ...SERVER, state: null, secretPlace: null }],
    });
    expect(text.match(/not asked in the terminal/g)).toHaveLength(4);
    expect(text).toContain('Server 1: switched on');
    expect(text).toContain('can not be read');
  });

  it('tells the last 50 changes of connection', () => {
    const spans = Array.from({ length: 80 }, (_, count) => ({
      kind: 'live' as const,
      serverId: 'a',
      from: AT - count * 1_000,
      to: AT,
      code: '' as const,
    }));
    expect(describeDiagnostics({ ...FACTS, spans }).match(/server 1 live/g)).toHaveLength(50);
  });

  /** Secrets in every shape that one can have: a token, a refresh token, a login in an address, a key behind a path. */
  const secret = fc
    .tuple(
      fc.stringMatching(/^[a-z0-9]{10}$/),
      fc.constantFrom('word', 'token', 'url', 'version', 'mail', 'lines'),
    )
    .map(([core, shape]) => {
      const canary = `zq${core}`;
      const texts = {
        word: canary,
        token: `eyJhbGciOiJIUzI1NiJ9.${canary}`,
        url: `https://${canary}:${canary}@ntfy.example/${canary}?token=${canary}`,
        version: `1.2.3+${canary}!`,
        mail: `${canary}@example.org`,
        lines: `dunst\n${canary}`,
      };
      return { canary, text: texts[shape] };
    });

  it('never has a secret or a name of the house in it, wherever one stands', () => {
    fc.assert(
      fc.property(secret, ({ canary, text }) => {
        const address = `https://${canary}:${canary}@${canary}.example.org:8123/${canary}?token=${canary}#${canary}`;
        const rule = {
          ...ruleOf('to:on'),
          id: text,
          name: text,
          query: text,
          sendTo: [text],
          does: [{ label: text, action: 'a.b', data: { code: text } }],
          says: { title: text },
        };
        const settings: Settings = {
          ...DEFAULT_SETTINGS,
          servers: [
            {
              ...SERVER,
              second: { baseUrl: address, place: 'inside', uuid: null, tls: SERVER.tls, proxy: SERVER.proxy },
              id: text,
              name: text,
              colour: 'amber',
              baseUrl: address,
              restrict: [text],
              refusal: null,
            },
          ],
          destinations: [{ id: text, name: text, kind: 'webhook' }],
          savedViews: [{ id: text, name: text, query: text }],
          history: { ...DEFAULT_SETTINGS.history, redaction: { keys: [text], patterns: [text] } },
          notifications: { ...DEFAULT_SETTINGS.notifications, rules: [rule as never] },
        };
        const told = describeDiagnostics({
          ...FACTS,
          settings,
          system: FACTS.system,
          servers: [
            {
              ...SERVER,
              second: {
                ...{ baseUrl: address, place: 'inside', isUsed: true, isChoosing: false },
                ...{ tls: SERVER.tls, proxy: SERVER.proxy },
              },
              id: text,
              baseUrl: address,
              version: text,
              tls: { pin: text, caFile: `/home/${canary}/ca.pem`, clientCertificate: 'pem' },
              proxy: { kind: 'url', url: address, login: true },
              state: { kind: 'stopped', reason: { code: 'redirect', redirectTo: address } },
            },
          ],
          spans: [{ kind: 'away', serverId: text, from: AT, to: null, code: 'refused' }],
          store: {
            place: 'disk',
            problem: 'corrupt',
            putAside: `/home/${canary}/x`,
            events: 0,
            bytes: 0,
            oldestAt: null,
            newestAt: null,
            lost: 0,
          },
        });
        expect(told).not.toContain(canary);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves out of other programs what can be more than a name', () => {
    fc.assert(
      fc.property(
        secret.filter(({ text }) => /[@\n!]|eyJ/.test(text)),
        ({ canary, text }) => {
          const { desktop } = FACTS;
          if (desktop === null) throw new Error('no desktop');
          const told = describeDiagnostics({
            ...FACTS,
            system: { name: text, release: text, arch: text },
            desktop: {
              ...desktop,
              name: text,
              display: text,
              keyring: text,
              notificationServer: { name: text, version: text, capabilities: [text] },
            },
          });
          expect(told).not.toContain(canary);
        },
      ),
    );
  });
});

describe('describeAddress', () => {
  it.each([
    ['http://homeassistant.local:8123', 'http, homeassistant.local, port 8123'],
    ['http://192.168.178.31:8123', 'http, a private IPv4 address, port 8123'],
    ['https://93.184.216.34', 'https, a public IPv4 address, port 443'],
    ['http://[fe80::1234:56ff:fe78:9abc]:8123', 'http, a private IPv6 address, port 8123'],
    ['http://127.0.0.1:8123', 'http, this computer, port 8123'],
    ['http://toms-haus.fritz.box', 'http, a name of the home, port 80'],
    ['https://abcdef123.ui.nabu.casa', 'https, Home Assistant Cloud, port 443'],
    ['https://tom.example.org/ha', 'https, a public name, port 443, below a path'],
    ['nothing', 'not readable'],
  ])('%s', (address, expected) => {
    expect(describeAddress(address)).toBe(expected);
  });
});

describe('safeText', () => {
  it.each([
    ['GNOME Shell', 'GNOME Shell'],
    ['ubuntu:GNOME', 'ubuntu:GNOME'],
    ['', 'not known'],
    ['10.0.0.7', '(left out)'],
    ['fe80::1:2', '(left out)'],
    [`key${'a'.repeat(30)}`, '(left out)'],
    ['tom@home', '(left out)'],
  ])('%j', (text, expected) => {
    expect(safeText(text)).toBe(expected);
  });
});
