import { describe, expect, it } from 'vitest';
import {
  describeFailure,
  describeReason,
  type FailureServer,
} from '../../../src/core/stream/describe-failure.ts';
import type { FailureCode } from '../../../src/core/stream/failure.ts';

/** Every code; the compiler objects when one is missing. */
const CODES: Record<FailureCode, true> = {
  dns: true,
  refused: true,
  unreachable: true,
  timeout: true,
  reset: true,
  'tls-untrusted': true,
  'tls-expired': true,
  'tls-wrong-host': true,
  'tls-changed': true,
  'tls-version': true,
  'tls-client-certificate': true,
  'tls-file': true,
  tls: true,
  'proxy-auth': true,
  'proxy-failed': true,
  'not-http': true,
  ended: true,
  silent: true,
  buffered: true,
  'bad-request': true,
  unauthorized: true,
  'not-admin': true,
  'front-bad-request': true,
  'front-refused': true,
  'front-login': true,
  banned: true,
  'signed-out': true,
  'no-api': true,
  'method-not-allowed': true,
  'too-many-requests': true,
  'bad-gateway': true,
  unavailable: true,
  'server-error': true,
  'no-content': true,
  'unexpected-status': true,
  redirect: true,
  'not-event-stream': true,
  encoded: true,
  'no-credential': true,
  'bad-credential': true,
  slept: true,
  closed: true,
};
const ALL = Object.keys(CODES) as FailureCode[];
const HOME: FailureServer = {
  name: 'Home',
  baseUrl: 'https://home.example:8443/ha',
  credentialKind: 'bearer',
};

describe('describeFailure', () => {
  it.each(ALL)('says of %s what happened and what to do, in sentences', (code) => {
    const { cause, next } = describeFailure({ code }, HOME);
    for (const text of [cause, next]) {
      expect(text).toMatch(/^[A-Za-z].*[.]$/);
      expect(text).not.toMatch(/undefined|—|–|\/ha/);
    }
    expect(cause.length).toBeLessThan(160);
    expect(next.length).toBeLessThan(220);
    expect(describeReason({ code })).toMatch(/^(Home Assistant|[a-z])[^.]+$/);
  });

  it('gives each its own sentence', () => {
    expect(new Set(ALL.map((code) => describeFailure({ code }, HOME).cause)).size).toBe(ALL.length);
  });

  it.each<[FailureCode, RegExp, RegExp]>([
    ['banned', /banned/, /ip_bans\.yaml .*restart Home Assistant/],
    ['front-bad-request', /before Home Assistant refuses the request as bad \(400\)/, /https:\/\//],
    ['front-refused', /before Home Assistant refuses \(403\)/, /\/api.*ip_bans/],
    ['front-login', /login of its own \(401\)/, /\/api/],
    ['not-admin', /not an administrator/, /administrator/],
    ['buffered', /proxy holds the stream back/, /proxy_buffering off/],
    ['bad-request', /400/, /trusted_proxies/],
    ['unauthorized', /does not accept the access token \(401\)/, /long-lived access token.*failed login/],
    ['dns', /name home\.example\./, /address/],
    ['refused', /home\.example:8443/, /port/],
    ['silent', /75 seconds/, /new one/],
    ['tls-untrusted', /not trusted.*Nothing was sent/, /authority/],
  ])('knows the facts of %s', (code, cause, next) => {
    const words = describeFailure({ code }, HOME);
    expect(words.cause).toMatch(cause);
    expect(words.next).toMatch(next);
  });

  it('names where a redirect points to, and the status that came', () => {
    expect(describeFailure({ code: 'redirect', redirectTo: 'https://login.example' }, HOME)).toEqual({
      cause: 'The server answers with a redirect to https://login.example.',
      next: 'If that is a login page, let /api pass it in the proxy. Porchlight sends its secret to no other host.',
    });
    expect(describeFailure({ code: 'redirect', redirectTo: 'https://home.example' }, HOME).next).toBe(
      'Change the address in Settings if that is right. Nothing was sent there.',
    );
    expect(describeFailure({ code: 'unexpected-status', status: 418 }, HOME).cause).toContain('(418)');
  });

  it.each([
    ['password', /the API password/],
    ['query', /the API password/],
    ['none', /without a credential/],
  ] as const)('speaks of the credential that is in use: %s', (credentialKind, words) => {
    expect(describeFailure({ code: 'unauthorized' }, { ...HOME, credentialKind }).cause).toMatch(words);
  });

  it('shows neither user, password, path nor query of an address', () => {
    const server = { ...HOME, baseUrl: 'http://user:hunter2@home.example/x?api_password=hunter2' };
    for (const code of ALL)
      expect(JSON.stringify(describeFailure({ code }, server))).not.toMatch(/hunter2|user:/);
    expect(describeFailure({ code: 'refused' }, { ...HOME, baseUrl: 'nonsense' }).cause).toContain(
      'this address',
    );
  });
});
