import type { CertificateFacts } from './certificate.ts';

/** A finished TLS handshake, before anything was sent through it. */
export interface Handshake {
  readonly certificate: CertificateFacts;
  /** `TLSv1.3`; `null` when not known. */
  readonly protocol: string | null;
  /** OpenSSL's error about the chain, by its code; `null` when the authorities in use signed it. */
  readonly chainProblem: string | null;
}

/** Why a certificate is refused. */
export type CertificateRefusal =
  'tls-version' | 'tls-changed' | 'tls-expired' | 'tls-wrong-host' | 'tls-untrusted' | 'tls';

/** OpenSSL's errors if no trusted authority has signed it. Only about these may a person decide. */
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
 * Why a server's certificate is refused; `null` when it is accepted.
 *
 * A pin replaces the checks of issuer and name: it identifies the certificate more exactly than both, and a person chose it.
 * It does not replace the checks of the dates and of the version. An expired key is not safer because it is
 * known, and Porchlight asks about a renewed one as about any other change.
 *
 * @param pin the only fingerprint that is accepted; `null` for any that the authorities signed
 * @param now epoch ms
 */
export function judgeCertificate(
  { certificate, protocol, chainProblem }: Handshake,
  pin: string | null,
  now: number,
): CertificateRefusal | null {
  if (protocol !== 'TLSv1.2' && protocol !== 'TLSv1.3') return 'tls-version';
  // Before the dates: another certificate matters more.
  if (pin !== null && certificate.fingerprint !== pin) return 'tls-changed';
  if (now < certificate.validFrom || now > certificate.validTo) return 'tls-expired';
  if (pin !== null) return null;
  if (chainProblem !== null) {
    if (OUT_OF_DATE.has(chainProblem)) return 'tls-expired';
    return UNTRUSTED.has(chainProblem) ? 'tls-untrusted' : 'tls';
  }
  return certificate.coversHost ? null : 'tls-wrong-host';
}
