import type { CertificateFacts } from '../route/certificate.ts';
import type { Route, RouteFileProblem } from '../route/route.ts';

/**
 * The only access to the network. `src/node/http-transport.ts` implements it; tests may use another.
 * A transport never follows a redirect, never adds a credential and never decodes `content-encoding`.
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

export interface TransportRequest extends Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as UTF-8, with its length. None without it. */
  readonly body?: string;
  /** Ends the request and its body. The promise, or the pending `read`, then rejects with `aborted`. */
  readonly signal: AbortSignal;
}

/** Resolves when the whole head has arrived. Rejects only with a `TransportError`. */
export interface TransportResponse {
  readonly status: number;
  /** Lower-case name; `undefined` where absent; several values joined with `, `. */
  header(name: string): string | undefined;
  /** The next bytes, or `null` at a clean end. Rejects with a `TransportError`. One read at a time. */
  read(): Promise<Uint8Array | null>;
  /** Cancels the body and frees the socket. */
  cancel(): void;
}

export type TransportErrorCode =
  | 'aborted'
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'reset'
  /** No authority that this computer trusts has signed the certificate. */
  | 'tls-untrusted'
  /** The certificate is not the one that a person trusted. */
  | 'tls-changed'
  | 'tls-expired'
  | 'tls-wrong-host'
  /** The server supports nothing newer than TLS 1.1. */
  | 'tls-version'
  /** The server requires a client certificate, or refuses ours. */
  | 'tls-client-certificate'
  /** The file of an authority or of a client certificate is unusable. */
  | 'tls-file'
  | 'tls'
  /** The proxy requires a user name and password (407), or refuses ours. */
  | 'proxy-auth'
  /** The proxy can't be reached, or refused to connect. */
  | 'proxy-failed'
  | 'not-http';

/** Facts about a failure below HTTP, if its sentence needs more than a code. */
export interface TransportFacts {
  /** The certificate that was shown. */
  readonly certificate?: CertificateFacts;
  /** Fingerprint of the certificate that was expected in its place. */
  readonly pinned?: string;
  /** Host and port of the proxy in use, cleaned. */
  readonly proxy?: string;
  /** A user name and password were sent to the proxy. */
  readonly proxyLogin?: boolean;
  /** HTTP status of the proxy. */
  readonly status?: number;
  readonly file?: RouteFileProblem;
}

/** A failure below HTTP. Has only a code and our own facts: other error texts may quote headers or addresses. */
export class TransportError extends Error {
  readonly code: TransportErrorCode;
  readonly facts: TransportFacts;
  constructor(code: TransportErrorCode, facts: TransportFacts = {}) {
    super(code);
    this.name = 'TransportError';
    this.code = code;
    this.facts = facts;
  }
}
