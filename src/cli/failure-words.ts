import { formatFingerprint } from '../core/route/certificate.ts';
import { describeConnection } from '../core/stream/describe-state.ts';
import { isOtherHost, type FailureServer } from '../core/stream/describe-failure.ts';
import type { ConnectionState, Failure, FailureCode } from '../core/stream/failure.ts';

/** A connection that waits or has stopped, in words. `next` is what to do about it. */
export interface TroubleWords {
  readonly sentence: string;
  readonly next: string;
}

/**
 * The words for a failure. The sentence is the same as in the window. The next step differs if the window's would
 * point to its settings.
 */
export function describeTrouble(
  state: Extract<ConnectionState, { kind: 'waiting' | 'stopped' }>,
  now: number,
  server: FailureServer,
): TroubleWords {
  const { sentence, next } = describeConnection(state, now, server);
  return { sentence, next: terminalSteps(state.reason, server)[state.reason.code] ?? next };
}

/** What to do in a terminal, if that differs from the window. */
function terminalSteps(
  failure: Failure,
  server: FailureServer,
): Readonly<Partial<Record<FailureCode, string | null>>> {
  const renew = RENEW_STEPS[server.credentialKind];
  const notHome = 'Check that the address after --server is that of Home Assistant itself.';
  return {
    dns: 'Check the name after --server, or use the IP address of Home Assistant.',
    refused:
      'Home Assistant may be starting. If this stays, check the port after --server (8123, or 80 on new Home Assistant OS).',
    'tls-wrong-host': 'Use the name in the certificate after --server.',
    'tls-untrusted': `Its SHA-256 fingerprint is ${shown(failure)}. If that is what the server's own certificate has, trust it with --tls-fingerprint ${shown(failure)}, or trust its authority with --ca.`,
    'tls-changed': `Expected ${formatFingerprint(failure.pinned ?? '')}, found ${shown(failure)}. If you renewed the certificate, compare and use the new one after --tls-fingerprint. If not, somebody may be in between.`,
    'tls-client-certificate': 'Give it one with --client-cert and --client-key, or another one.',
    'tls-file': 'Check the file after --ca, --client-cert or --client-key.',
    'proxy-auth':
      'Put its user name and password into the address in HTTPS_PROXY or HTTP_PROXY: http://user:password@proxy:3128.',
    'proxy-failed':
      'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, or --proxy. Porchlight does not go round a proxy.',
    'not-http': 'Check the port after --server, and whether the address needs https://.',
    unauthorized: `${renew} Porchlight asked once and does not try again, because each refusal counts as a failed login.`,
    'not-admin':
      'Make the user an administrator, or create the token as one who is. Porchlight does not try again by itself.',
    banned:
      'Remove the address from ip_bans.yaml in its configuration folder, restart Home Assistant, and run this again.',
    'no-api':
      'Check the path after --server. If it is right, Home Assistant needs the api integration, which default_config brings.',
    'method-not-allowed': notHome,
    'no-content': notHome,
    'unexpected-status': notHome,
    // The words of the window: a page that asks for passwords must not get a token.
    redirect: isOtherHost(failure, server)
      ? null
      : `Nothing was sent there. If that is right, use --server ${failure.redirectTo ?? 'with the new address'}.`,
    'not-event-stream': 'Open the address in a browser to see what it is, then correct it after --server.',
    'no-credential': renew,
    'bad-credential': renew,
    closed: 'Run this again to connect again.',
  };
}

/** Fingerprint of the certificate that was shown. */
function shown({ certificate }: Failure): string {
  return certificate === undefined ? 'not known' : formatFingerprint(certificate.fingerprint);
}

const PASSWORD_STEP =
  'Correct the API password in HASS_API_PASSWORD, or use an access token: since 0.101 there is no API password.';

const RENEW_STEPS: Readonly<Record<FailureServer['credentialKind'], string>> = {
  // A terminal has no sign-in of its own.
  'sign-in': 'Sign in again in the window.',
  bearer: 'Create a new long-lived access token in your Home Assistant profile and put it into HASS_TOKEN.',
  password: PASSWORD_STEP,
  query: PASSWORD_STEP,
  none: 'Set HASS_TOKEN to an access token or HASS_API_PASSWORD to an API password, and leave out --auth none.',
};
