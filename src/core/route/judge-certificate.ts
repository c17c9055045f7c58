import type { CertificateFacts } from './certificate.ts';

/** A finished TLS handshake, before anything was sent through it. */
export interface Handshake {
  readonly certificate: CertificateFacts;
  /** `TLSv1.3`; `null` when not known. */
  readonly protocol: string | null;
  /** What OpenSSL has against the chain, by its code; `null` when the authorities in use vouch for it. */
  readonly chainProblem: string | null;
}

/** Why a certificate is refused. */
export type CertificateRefusal =
  'tls-version' | 'tls-changed' | 'tls-expired' | 'tls-wrong-host' | 'tls-untrusted' | 'tls';

/** What OpenSSL says when nobody whom we trust has signed it. Only this is a question for a person. */
const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
]);

const OUT_OF_DATE: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/**
 * Decides whether a server may be spoken to; `null` for yes.
 *
 * A pin stands for issuer and name: it says more exactly than both which certificate is meant, and a person said so.
 * It stands neither for the dates nor for the version. A key whose owner promised to replace it is not better for
 * being known, and a renewed one is asked about like any other change.
 *
 * @param pin the only fingerprint that is accepted; `null` for what the authorities vouch for
 * @param now epoch ms
 */
export function judgeCertificate(
  { certificate, protocol, chainProblem }: Handshake,
  pin: string | null,
  now: number,
): CertificateRefusal | null {
  if (protocol !== 'TLSv1.2' && protocol !== 'TLSv1.3') return 'tls-version';
  // Before the dates: that it is another one matters more.
  if (pin !== null && certificate.fingerprint !== pin) return 'tls-changed';
  if (now < certificate.validFrom || now > certificate.validTo) return 'tls-expired';
  if (pin !== null) return null;
  if (chainProblem !== null) {
    if (OUT_OF_DATE.has(chainProblem)) return 'tls-expired';
    return UNTRUSTED.has(chainProblem) ? 'tls-untrusted' : 'tls';
  }
  return certificate.coversHost ? null : 'tls-wrong-host';
}
