import type { CertificateFacts } from '../route/certificate.ts';
import type { Route, RouteFileProblem } from '../route/route.ts';

/**
 * The one door to the network. `src/node/http-transport.ts` is the real one; a test may bring another.
 * A transport never follows a redirect, never adds a credential and never decodes `content-encoding`.
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

export interface TransportRequest extends Route {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as UTF-8, with its length. None without it. */
  readonly body?: string;
  /** Ends the request and its body. The promise, or the pending `read`, then rejects with `aborted`. */
  readonly signal: AbortSignal;
}

/** Resolves when the whole head is there. Rejects with a `TransportError` only. */
export interface TransportResponse {
  readonly status: number;
  /** Lower-case name; `undefined` where absent; several values joined with `, `. */
  header(name: string): string | undefined;
  /** The next bytes, or `null` at a clean end. Rejects with a `TransportError`. One read at a time. */
  read(): Promise<Uint8Array | null>;
  /** Gives the body up and frees the socket. */
  cancel(): void;
}

export type TransportErrorCode =
  | 'aborted'
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'reset'
  /** Nobody whom this computer trusts has signed the certificate. */
  | 'tls-untrusted'
  /** The certificate is not the one that a person trusted. */
  | 'tls-changed'
  | 'tls-expired'
  | 'tls-wrong-host'
  /** The server speaks nothing newer than TLS 1.1. */
  | 'tls-version'
  /** The server wants a client certificate, or does not like ours. */
  | 'tls-client-certificate'
  /** The file of an authority or of a client certificate is of no use. */
  | 'tls-file'
  | 'tls'
  /** The proxy wants a user name and password (407), or does not like ours. */
  | 'proxy-auth'
  /** The proxy can't be reached, or would not open the way. */
  | 'proxy-failed'
  | 'not-http';

/** What a failure below HTTP is about, where its sentence needs more than a code. */
export interface TransportFacts {
  /** The certificate that was shown. */
  readonly certificate?: CertificateFacts;
  /** Fingerprint of the certificate that was expected in its place. */
  readonly pinned?: string;
  /** Host and port of the proxy in use, cleaned. */
  readonly proxy?: string;
  /** A user name and password were shown to the proxy. */
  readonly proxyLogin?: boolean;
  /** HTTP status of the proxy. */
  readonly status?: number;
  readonly file?: RouteFileProblem;
}

/** A failure below HTTP. Carries a code and our own facts only: foreign error texts may quote headers or addresses. */
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
