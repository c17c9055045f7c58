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
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tls-version',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'tls-version',
};

/** Alerts of a server that requires a client certificate, or another one (RFC 8446 6.2). */
const ABOUT_CLIENT_CERTIFICATE =
  /^ERR_SSL_.*ALERT_(?:BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|NO_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA|ACCESS_DENIED)$/;

/**
 * What an error of node:http(s) means. Its text is dropped: it may quote an address or a header. Happy-eyeballs
 * failures come as an `AggregateError` of several errors with the same cause; the first known code counts.
 */
export function toTransportError(error: unknown, signal: AbortSignal): TransportError {
  if (signal.aborted) return new TransportError('aborted');
  if (error instanceof TransportError) return error;
  for (const code of codesOf(error)) {
    const known = CODES[code];
    if (known !== undefined) return new TransportError(known);
    if (code.startsWith('HPE_')) return new TransportError('not-http');
    if (ABOUT_CLIENT_CERTIFICATE.test(code)) return new TransportError('tls-client-certificate');
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
