import { describe, expect, it } from 'vitest';
import type { CertificateFacts } from '../../../src/core/route/certificate.ts';
import type { RouteFileProblem } from '../../../src/core/route/route.ts';
import { describeFailure, type FailureServer } from '../../../src/core/stream/describe-failure.ts';
import { describeFileProblem } from '../../../src/core/stream/describe-route-failure.ts';
import type { Failure } from '../../../src/core/stream/failure.ts';

const HOME: FailureServer = { name: 'Home', baseUrl: 'https://home.example:8443', credentialKind: 'bearer' };
const certificate: CertificateFacts = {
  names: ['a.example', 'b.example', 'c.example'],
  issuer: 'Home CA',
  selfSigned: false,
  validFrom: Date.UTC(2026, 0, 5),
  validTo: Date.UTC(2027, 0, 5),
  fingerprint: '0f'.repeat(32),
  coversHost: false,
};

describe('a failure on the way', () => {
  it.each<[Failure, string]>([
    [
      { code: 'tls-untrusted', certificate },
      'It is for a.example, b.example and 1 more, signed by Home CA, valid to 2027-01-05.',
    ],
    [{ code: 'tls-changed', certificate, pinned: '00'.repeat(32) }, 'not the one that you trusted.'],
    [{ code: 'tls-expired', certificate }, 'It is valid from 2026-01-05 to 2027-01-05.'],
    [
      { code: 'tls-wrong-host', certificate },
      'another name than home.example. Nothing was sent. It is for a.ex',
    ],
    [{ code: 'proxy-auth', proxy: 'p.lan:1', proxyLogin: false }, 'The proxy p.lan:1 wants a user name'],
    [
      { code: 'proxy-auth', proxy: 'p.lan:1', proxyLogin: true },
      'does not accept the user name and password',
    ],
    [
      { code: 'proxy-failed', proxy: 'p.lan:1', status: 502 },
      'The proxy p.lan:1 does not open the way to home.example:8443 (502).',
    ],
  ])('%j', (failure, words) => {
    expect(describeFailure(failure, HOME).cause).toContain(words);
  });

  const PROBLEMS: readonly RouteFileProblem['problem'][] = [
    'absent',
    'unreadable',
    'too-large',
    'not-a-certificate',
    'passphrase',
    'mismatch',
    'old-cipher',
    'locked',
  ];
  it.each(PROBLEMS)('has a sentence and a step for a file: %s', (problem) => {
    for (const file of ['ca', 'client-certificate', 'client-key'] as const) {
      expect(describeFileProblem({ file, problem })).toMatch(/^[A-Z].*[.] [A-Z].*[.]$/);
      const { cause, next } = describeFailure({ code: 'tls-file', file: { file, problem } }, HOME);
      for (const text of [cause, next]) expect(text).toMatch(/^[A-Z].*[.]$/);
    }
  });
});
