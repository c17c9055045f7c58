import { formatFingerprint } from '../core/route/certificate.ts';
import { describeConnection } from '../core/stream/describe-state.ts';
import { isOtherHost, type FailureServer } from '../core/stream/describe-failure.ts';
import type { ConnectionState, Failure } from '../core/stream/failure.ts';

/** A connection that waits or has stopped, in words. `next` is what to do about it. */
export interface TroubleWords {
  readonly sentence: string;
  readonly next: string;
}

/**
 * The words for trouble. The sentence is the same as in the window; the next step differs where the window's would
 * lead into its settings.
 */
export function describeTrouble(
  state: Extract<ConnectionState, { kind: 'waiting' | 'stopped' }>,
  now: number,
  server: FailureServer,
): TroubleWords {
  const { sentence, next } = describeConnection(state, now, server);
  return { sentence, next: terminalStep(state.reason, server) ?? next };
}

/** What to do in a terminal, where that differs from what to do in the window. */
function terminalStep(failure: Failure, server: FailureServer): string | null {
  const { code, redirectTo } = failure;
  const { credentialKind } = server;
  switch (code) {
    case 'dns':
      return 'Check the name after --server, or use the IP address of Home Assistant.';
    case 'refused':
      return 'Home Assistant may be starting. If this stays, check the port after --server (8123, or 80 on new Home Assistant OS).';
    case 'tls-wrong-host':
      return 'Use the name in the certificate after --server.';
    case 'tls-untrusted':
      return `Its SHA-256 fingerprint is ${shown(failure)}. If that is what the server's own certificate has, trust it with --tls-fingerprint ${shown(failure)}, or trust its authority with --ca.`;
    case 'tls-changed':
      return `Expected ${formatFingerprint(failure.pinned ?? '')}, found ${shown(failure)}. If you renewed the certificate, compare and use the new one after --tls-fingerprint. If not, somebody may be in between.`;
    case 'tls-client-certificate':
      return 'Give it one with --client-cert and --client-key, or another one.';
    case 'tls-file':
      return 'Check the file after --ca, --client-cert or --client-key.';
    case 'proxy-auth':
      return 'Put its user name and password into the address in HTTPS_PROXY or HTTP_PROXY: http://user:password@proxy:3128.';
    case 'proxy-failed':
      return 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, or --proxy. Porchlight does not go round a proxy.';
    case 'not-http':
      return 'Check the port after --server, and whether the address needs https://.';
    case 'unauthorized':
      return `${renewStep(credentialKind)} Porchlight asked once and does not try again, because each refusal counts as a failed login.`;
    case 'not-admin':
      return 'Make the user an administrator, or create the token as one who is. Porchlight does not try again by itself.';
    case 'banned':
      return 'Remove the address from ip_bans.yaml in its configuration folder, restart Home Assistant, and run this again.';
    case 'no-api':
      return 'Check the path after --server. If it is right, Home Assistant needs the api integration, which default_config brings.';
    case 'method-not-allowed':
    case 'no-content':
    case 'unexpected-status':
      return 'Check that the address after --server is that of Home Assistant itself.';
    case 'redirect':
      // The words of the window: an address that asks for passwords is none to send a token to.
      if (isOtherHost(failure, server)) return null;
      return `Nothing was sent there. If that is right, use --server ${redirectTo ?? 'with the new address'}.`;
    case 'not-event-stream':
      return 'Open the address in a browser to see what it is, then correct it after --server.';
    case 'no-credential':
    case 'bad-credential':
      return renewStep(credentialKind);
    case 'closed':
      return 'Run this again to connect again.';
    default:
      return null;
  }
}

/** Fingerprint of the certificate that was shown. */
function shown({ certificate }: Failure): string {
  return certificate === undefined ? 'not known' : formatFingerprint(certificate.fingerprint);
}

function renewStep(kind: FailureServer['credentialKind']): string {
  switch (kind) {
    case 'bearer':
      return 'Create a new long-lived access token in your Home Assistant profile and put it into HASS_TOKEN.';
    case 'password':
    case 'query':
      return 'Correct the API password in HASS_API_PASSWORD, or use an access token: since 0.101 there is no API password.';
    case 'none':
      return 'Set HASS_TOKEN to an access token or HASS_API_PASSWORD to an API password, and leave out --auth none.';
  }
}
