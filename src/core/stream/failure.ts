import type { TransportErrorCode, TransportFacts } from './transport.ts';

/**
 * Why a connection attempt or a stream ended. Values, not exceptions. Only `describe-failure.ts` makes the words for
 * people. They contain no text from outside except the cleaned names of a certificate, so
 * they can't contain a secret.
 */
export type FailureCode =
  | Exclude<TransportErrorCode, 'aborted'>
  /** The stream ended cleanly: Home Assistant is stopping or restarting. */
  | 'ended'
  /** No byte for 75 s. */
  | 'silent'
  /** 200, and no first byte: a proxy buffers. */
  | 'buffered'
  | 'bad-request'
  | 'unauthorized'
  | 'not-admin'
  | 'banned'
  /** The refresh token of a sign-in is not accepted: ended in Home Assistant, expired, or its user may not sign in. */
  | 'signed-out'
  /** 400 from something before Home Assistant, such as nginx on a port for https. */
  | 'front-bad-request'
  /** 403 from something before Home Assistant: a firewall, an access list. */
  | 'front-refused'
  /** 401 from something before Home Assistant: it requires its own login. */
  | 'front-login'
  | 'no-api'
  | 'method-not-allowed'
  | 'too-many-requests'
  | 'bad-gateway'
  | 'unavailable'
  | 'server-error'
  | 'no-content'
  | 'unexpected-status'
  | 'redirect'
  | 'not-event-stream'
  | 'encoded'
  /** No credential is available: none stored, keyring locked, or kept for the last session only. */
  | 'no-credential'
  /** The credential can't be put into a header. */
  | 'bad-credential'
  /** The computer slept; the old stream was ended. */
  | 'slept'
  /** A person or a change of settings ended it. */
  | 'closed';

/** A failure with the facts its sentence needs. */
export interface Failure extends TransportFacts {
  readonly code: FailureCode;
  /** `Retry-After`, in milliseconds, clamped. */
  readonly retryAfterMs?: number;
  /** Origin a redirect pointed to (scheme, host and port only). */
  readonly redirectTo?: string;
}

/** The state of a connection. Only its supervisor changes it. */
export type ConnectionState =
  /** Switched off, or no server. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  /** Bytes of the stream arrive. `since` in epoch ms. */
  | { readonly kind: 'live'; readonly since: number }
  /** Will try again by itself at `retryAt` (epoch ms). */
  | { readonly kind: 'waiting'; readonly reason: Failure; readonly retryAt: number; readonly attempt: number }
  /** Will not try again until a person acts, also over restarts. */
  | { readonly kind: 'stopped'; readonly reason: Failure };

/** The time from the end of a live stream until the next one was live. Epoch milliseconds. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly reason: Failure;
}
