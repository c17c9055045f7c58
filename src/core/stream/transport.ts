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
  | 'tls-untrusted'
  | 'tls-changed'
  | 'tls-expired'
  | 'tls-wrong-host'
  | 'tls-version'
  | 'tls-client-certificate'
  | 'tls-file'
  | 'tls'
  | 'proxy-auth'
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
