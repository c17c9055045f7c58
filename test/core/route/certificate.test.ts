import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import {
  describeIssuer,
  describeNames,
  formatCertificateDay,
  formatFingerprint,
  parseFingerprint,
  toCertificateFacts,
  type CertificateFacts,
} from '../../../src/core/route/certificate.ts';
import { judgeCertificate } from '../../../src/core/route/judge-certificate.ts';

const FINGERPRINT = '0f'.repeat(32);
const FACTS: CertificateFacts = {
  names: ['home.example'],
  issuer: 'Home CA',
  selfSigned: false,
  validFrom: 1_000,
  validTo: 2_000,
  fingerprint: FINGERPRINT,
  coversHost: true,
};

describe('parseFingerprint', () => {
  it.each([
    [FINGERPRINT, FINGERPRINT],
    [FINGERPRINT.toUpperCase(), FINGERPRINT],
    [formatFingerprint(FINGERPRINT), FINGERPRINT],
    [`sha256 Fingerprint=${formatFingerprint(FINGERPRINT)}`, FINGERPRINT],
    [`SHA-256: ${FINGERPRINT}`, FINGERPRINT],
    [` ${'0F '.repeat(32)}\n`, FINGERPRINT],
    ['0f'.repeat(20), null],
    [`SHA1 Fingerprint=${'0F:'.repeat(19)}0F`, null],
    ['', null],
    [`${FINGERPRINT}0`, null],
    ['g'.repeat(64), null],
  ])('%s', (text, fingerprint) => {
    expect(parseFingerprint(text)).toBe(fingerprint);
  });

  it('reads what it writes, and only that', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const hex = Buffer.from(bytes).toString('hex');
        expect(parseFingerprint(formatFingerprint(hex))).toBe(hex);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseFingerprint(text) ?? FINGERPRINT).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });
});

describe('toCertificateFacts', () => {
  it('leaves nothing that could hide, turn, break or flood a sentence', () => {
    const raw = {
      ...FACTS,
      names: ['\u202egood\u0000.example\n', '', 'x'.repeat(5_000), ...Array.from({ length: 500 }, String)],
      issuer: 'A\u2028B\u001b[31m',
      validFrom: Number.NaN,
      validTo: Number.POSITIVE_INFINITY,
    };
    const facts = toCertificateFacts(raw);
    expect(facts.names).toHaveLength(LIMITS.maxCertificateNames);
    expect(facts.names[0]).toBe('good.example');
    expect(facts.names[1]).toHaveLength(LIMITS.maxCertificateNameChars);
    expect(facts.issuer).toBe('AB[31m');
    expect([facts.validFrom, facts.validTo].map(formatCertificateDay)).toEqual(['1970-01-01', '1970-01-01']);
  });

  it('is done once and for all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' })),
        fc.string({ unit: 'binary' }),
        fc.double(),
        (names, issuer, at) => {
          const facts = toCertificateFacts({ ...FACTS, names, issuer, validFrom: at });
          expect(toCertificateFacts(facts)).toEqual(facts);
          expect(`${facts.names.join('')}${facts.issuer}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
          expect(formatCertificateDay(facts.validFrom)).toMatch(/^\d{4,6}-|^[+-]\d{6}-/);
        },
      ),
    );
  });
});

describe('words', () => {
  it.each([
    [[], 'no name'],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c', 'd'], 'a, b and 2 more'],
  ])('%j', (names, words) => {
    expect(describeNames({ ...FACTS, names })).toBe(words);
  });
  it.each([
    [{ selfSigned: true }, 'itself'],
    [{ issuer: '' }, 'an authority without a name'],
    [{}, 'Home CA'],
  ])('%j', (part, words) => {
    expect(describeIssuer({ ...FACTS, ...part })).toBe(words);
  });
});

describe('judgeCertificate', () => {
  const GOOD = { certificate: FACTS, protocol: 'TLSv1.3', chainProblem: null };
  const OTHER = '00'.repeat(32);
  const self = { ...GOOD, chainProblem: 'DEPTH_ZERO_SELF_SIGNED_CERT' };
  const foreign = { ...GOOD, certificate: { ...FACTS, coversHost: false } };

  it.each([
    ['a good one', GOOD, null, 1_500, null],
    ['the first and the last moment', GOOD, null, 1_000, null],
    ['the last moment', GOOD, null, 2_000, null],
    ['too early', GOOD, null, 999, 'tls-expired'],
    ['too late', GOOD, null, 2_001, 'tls-expired'],
    ['TLS 1.2', { ...GOOD, protocol: 'TLSv1.2' }, null, 1_500, null],
    ['TLS 1.1', { ...GOOD, protocol: 'TLSv1.1' }, FINGERPRINT, 1_500, 'tls-version'],
    ['no version at all', { ...GOOD, protocol: null }, null, 1_500, 'tls-version'],
    ['signed by itself', self, null, 1_500, 'tls-untrusted'],
    ['signed by itself and pinned', self, FINGERPRINT, 1_500, null],
    ['signed by itself, pinned, too late', self, FINGERPRINT, 2_001, 'tls-expired'],
    ['another host', foreign, null, 1_500, 'tls-wrong-host'],
    ['another host and pinned', foreign, FINGERPRINT, 1_500, null],
    ['not the pinned one', GOOD, OTHER, 1_500, 'tls-changed'],
    ['not the pinned one, and too late', GOOD, OTHER, 2_001, 'tls-changed'],
    ['an authority out of date', { ...GOOD, chainProblem: 'CERT_HAS_EXPIRED' }, null, 1_500, 'tls-expired'],
    ['revoked', { ...GOOD, chainProblem: 'CERT_REVOKED' }, null, 1_500, 'tls'],
    ['a problem of tomorrow', { ...GOOD, chainProblem: 'NEVER_HEARD_OF' }, null, 1_500, 'tls'],
  ])('%s', (_name, handshake, pin, now, refusal) => {
    expect(judgeCertificate(handshake, pin, now)).toBe(refusal);
  });

  it('accepts without a pin only what has no fault at all, and with one only that one', () => {
    const problem = fc.constantFrom(null, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'X');
    const pin = fc.constantFrom(null, FINGERPRINT, OTHER);
    fc.assert(
      fc.property(
        problem,
        pin,
        fc.boolean(),
        fc.integer({ min: 0, max: 3_000 }),
        (chainProblem, wanted, coversHost, now) => {
          const handshake = { ...GOOD, chainProblem, certificate: { ...FACTS, coversHost } };
          if (judgeCertificate(handshake, wanted, now) !== null) return;
          expect(now >= 1_000 && now <= 2_000).toBe(true);
          expect(wanted === null ? chainProblem === null && coversHost : wanted === FINGERPRINT).toBe(true);
        },
      ),
    );
  });
});
