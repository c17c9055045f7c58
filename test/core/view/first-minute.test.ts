import { describe, expect, it } from 'vitest';
import type { ServerView } from '../../../src/core/ipc/overview.ts';
import { stuckAt, toChecklist, type FirstMinute } from '../../../src/core/view/first-minute.ts';
import type { ConnectionState } from '../../../src/core/stream/failure.ts';

const NOTHING: FirstMinute = {
  address: 'home.lan',
  probe: null,
  pin: null,
  test: null,
  server: null,
  events: 0,
};

function outcomes(minute: Partial<FirstMinute>): string {
  return toChecklist({ ...NOTHING, ...minute })
    .map(({ outcome }) => outcome)
    .join(' ');
}

function serverIn(state: ConnectionState): ServerView {
  return {
    id: 'home',
    name: 'Home',
    colour: 'amber',
    baseUrl: 'https://home.lan',
    credentialKind: 'bearer',
    secretPlace: 'keyring',
    restrict: [],
    enabled: true,
    demo: false,
    state,
    gapSince: null,
    version: '2026.11.0',
    tls: { pin: null, caFile: null, clientCertificate: null },
    proxy: { kind: 'system' },
  };
}

const FOUND = { kind: 'found', baseUrl: 'https://home.lan', version: '2024.3.3', signIn: 'browser' } as const;
const CERTIFICATE = {
  names: ['home.lan'],
  issuer: 'home.lan',
  selfSigned: true,
  validFrom: 0,
  validTo: 1,
  fingerprint: 'a1'.repeat(32),
  coversHost: true,
};

describe('toChecklist', () => {
  it.each<[string, Partial<FirstMinute>]>([
    ['pending pending pending pending pending pending', {}],
    ['running pending pending pending pending pending', { probe: 'asking' }],
    ['failed pending pending pending pending pending', { probe: { kind: 'nothing', message: 'No.' } }],
    ['passed passed passed pending pending pending', { probe: FOUND }],
    ['passed failed pending pending pending pending', { probe: { ...FOUND, certificate: CERTIFICATE } }],
    [
      'passed passed passed pending pending pending',
      { probe: { ...FOUND, certificate: CERTIFICATE }, pin: CERTIFICATE.fingerprint },
    ],
    [
      'passed skipped skipped pending pending pending',
      { probe: { ...FOUND, baseUrl: 'http://h', version: null } },
    ],
    ['passed passed passed passed passed running', { server: serverIn({ kind: 'live', since: 1 }) }],
    [
      'passed passed passed passed passed passed',
      { server: serverIn({ kind: 'live', since: 1 }), events: 3 },
    ],
    [
      'passed passed passed failed pending pending',
      { probe: FOUND, server: serverIn({ kind: 'stopped', reason: { code: 'unauthorized', status: 401 } }) },
    ],
    [
      'passed passed passed passed failed pending',
      { probe: FOUND, server: serverIn({ kind: 'stopped', reason: { code: 'not-admin', status: 401 } }) },
    ],
    [
      'passed failed pending pending pending pending',
      { server: serverIn({ kind: 'stopped', reason: { code: 'tls-changed', certificate: CERTIFICATE } }) },
    ],
  ])('%s', (expected, minute) => {
    expect(outcomes(minute)).toBe(expected);
  });

  it('keeps what the probe has found below a test that failed', () => {
    const test = toChecklist(NOTHING).map((step) =>
      step.name === 'token'
        ? ({ ...step, outcome: 'failed' } as const)
        : ({ ...step, outcome: 'skipped' } as const),
    );
    expect(outcomes({ probe: FOUND, test })).toBe('passed passed passed failed pending pending');
    expect(stuckAt(toChecklist({ ...NOTHING, probe: FOUND, test }))).toBe('token');
  });
});
