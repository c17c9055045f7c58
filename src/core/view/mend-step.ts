import type { CertificateFacts } from '../route/certificate.ts';
import type { ConnectionState } from '../stream/failure.ts';

/** What a person must do first, so that a server can be reached again. */
export type MendStep =
  /**
   * The server refuses the secret, or there is none. `canRetry` if the same one may now be accepted: the keyring is open, or the
   * user is now an administrator. Otherwise a retry would only be another failed login.
   */
  | { readonly kind: 'secret'; readonly canRetry: boolean }
  /** The person must decide about the certificate. */
  | { readonly kind: 'certificate'; readonly certificate: CertificateFacts; readonly pinned: string | null }
  /** A retry may help. */
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'nothing' };

/** The first step for a state of a connection. */
export function toMendStep(state: ConnectionState): MendStep {
  if (state.kind !== 'waiting' && state.kind !== 'stopped') return { kind: 'nothing' };
  const { code, certificate, pinned = null } = state.reason;
  switch (code) {
    case 'unauthorized':
    case 'bad-credential':
    case 'signed-out':
      return { kind: 'secret', canRetry: false };
    case 'not-admin':
    case 'no-credential':
      return { kind: 'secret', canRetry: true };
    case 'tls-untrusted':
    case 'tls-changed':
      return certificate === undefined ? { kind: 'reconnect' } : { kind: 'certificate', certificate, pinned };
    default:
      return { kind: 'reconnect' };
  }
}

/** True if an immediate retry may help. */
export function canRetry(step: MendStep): boolean {
  return step.kind === 'reconnect' || (step.kind === 'secret' && step.canRetry);
}
