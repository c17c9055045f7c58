import { describe, expect, it } from 'vitest';
import { canRetry, toMendStep } from '../../../src/core/view/mend-step.ts';
import type { ConnectionState, FailureCode } from '../../../src/core/stream/failure.ts';

const CERTIFICATE = {
  names: ['home.example'],
  issuer: 'home.example',
  selfSigned: true,
  validFrom: 0,
  validTo: 1,
  fingerprint: 'a1'.repeat(32),
  coversHost: true,
};

describe('toMendStep', () => {
  it.each<[FailureCode, string]>([
    ['unauthorized', 'secret'],
    ['not-admin', 'secret'],
    ['no-credential', 'secret'],
    ['bad-credential', 'secret'],
    ['banned', 'reconnect'],
    ['refused', 'reconnect'],
    ['unavailable', 'reconnect'],
  ])('%s asks for: %s', (code, kind) => {
    expect(toMendStep({ kind: 'stopped', reason: { code } }).kind).toBe(kind);
    expect(toMendStep({ kind: 'waiting', reason: { code }, retryAt: 1, attempt: 1 }).kind).toBe(kind);
  });

  it.each<[FailureCode, boolean]>([
    ['unauthorized', false],
    ['bad-credential', false],
    ['tls-wrong-host', true],
    ['no-credential', true],
    ['not-admin', true],
    ['refused', true],
  ])('after %s another try may help: %s', (code, may) => {
    expect(canRetry(toMendStep({ kind: 'stopped', reason: { code } }))).toBe(may);
  });

  it('asks to judge a certificate that is there', () => {
    const reason = { code: 'tls-untrusted', certificate: CERTIFICATE } as const;
    expect(toMendStep({ kind: 'stopped', reason })).toEqual({
      kind: 'certificate',
      certificate: CERTIFICATE,
      pinned: null,
    });
    expect(toMendStep({ kind: 'stopped', reason: { code: 'tls-untrusted' } }).kind).toBe('reconnect');
  });

  it.each<ConnectionState>([
    { kind: 'idle' },
    { kind: 'connecting', attempt: 1 },
    { kind: 'live', since: 1 },
  ])('asks for nothing while %j', (state) => {
    expect(toMendStep(state)).toEqual({ kind: 'nothing' });
  });
});
