import { TransportError, type TransportErrorCode } from '../core/stream/transport.ts';

/** Codes of node:net, node:dns, node:tls and OpenSSL that say more than "it did not work". */
const CODES: Readonly<Record<string, TransportErrorCode>> = {
  ABORT_ERR: 'aborted',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ENETDOWN: 'unreachable',
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-untrusted',
  CERT_UNTRUSTED: 'tls-untrusted',
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-wrong-host',
};

/**
 * What an error of node:http(s) means. Its text is dropped: it may quote an address or a header. Happy-eyeballs
 * failures come as an `AggregateError`, whose parts all say the same in other words; the first that is known counts.
 */
export function toTransportError(error: unknown, signal: AbortSignal): TransportError {
  if (signal.aborted) return new TransportError('aborted');
  if (error instanceof TransportError) return error;
  for (const code of codesOf(error)) {
    const known = CODES[code];
    if (known !== undefined) return new TransportError(known);
    if (code.startsWith('HPE_')) return new TransportError('not-http');
    if (/^(?:ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code)) return new TransportError('tls');
  }
  return new TransportError('reset');
}

function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const parts = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...parts];
}
