import { LIMITS } from '../limits.ts';
import type { CredentialKind } from '../servers/credential.ts';
import { describeRouteFailure } from './describe-route-failure.ts';
import type { Failure } from './failure.ts';

/** What the words need to know about a server. No secret. */
export interface FailureServer {
  readonly name: string;
  readonly baseUrl: string;
  readonly credentialKind: CredentialKind;
}

/** One sentence of cause, one next step. */
export interface FailureWords {
  readonly cause: string;
  readonly next: string;
}

/** The only place where a failure gets its words. */
export function describeFailure(failure: Failure, server: FailureServer): FailureWords {
  const host = hostOf(server.baseUrl);
  const secret = secretWord(server.credentialKind);
  switch (failure.code) {
    case 'dns':
      return {
        cause: `No computer answers to the name ${nameOf(server.baseUrl)}.`,
        next: 'Check the address in Settings, or use the IP address of Home Assistant.',
      };
    case 'refused':
      return {
        cause: `Home Assistant does not answer at ${host}.`,
        next: 'Home Assistant may be starting. If this stays, check the address and its port in Settings (8123, or 80 on new Home Assistant OS).',
      };
    case 'unreachable':
      return {
        cause: `There is no way to ${host} from this network.`,
        next: 'Check the network of this computer, or its VPN.',
      };
    case 'timeout':
      return {
        cause: `${host} did not answer in time.`,
        next: 'Check that Home Assistant is on and that no firewall is between.',
      };
    case 'reset':
      return {
        cause: `The connection to ${host} broke off.`,
        next: 'If this happens at regular times, raise the time-out of the proxy before Home Assistant above 60 seconds.',
      };
    case 'tls-untrusted':
    case 'tls-changed':
    case 'tls-expired':
    case 'tls-wrong-host':
    case 'tls-version':
    case 'tls-client-certificate':
    case 'tls-file':
    case 'tls':
    case 'proxy-auth':
    case 'proxy-failed':
      return describeRouteFailure(failure.code, failure, host, nameOf(server.baseUrl));
    case 'not-http':
      return {
        cause: `What answers at ${host} does not speak HTTP.`,
        next: 'Check the port in Settings, and whether the address needs https://.',
      };
    case 'ended':
      return {
        cause: 'Home Assistant ended the stream: it is stopping or restarting.',
        next: 'Nothing to do. Porchlight connects again when Home Assistant is back.',
      };
    case 'silent':
      return {
        cause: `${host} has sent nothing for ${String(LIMITS.silenceMs / 1_000)} seconds, not even its regular ping.`,
        next: 'The link is dead, so a new one is made. If this repeats, look at the network or the proxy in between.',
      };
    case 'buffered':
      return {
        cause: `${host} answered, but no event came through: a proxy holds the stream back.`,
        next: 'Set "proxy_buffering off" for Home Assistant in nginx, or the like in another proxy.',
      };
    case 'bad-request':
      return {
        cause: 'Home Assistant refuses the request as bad (400).',
        next: 'Behind a proxy, set use_x_forwarded_for and trusted_proxies under http in Home Assistant. Version 0.31 and older says this while starting.',
      };
    case 'unauthorized':
      return {
        cause: `Home Assistant does not accept ${secret.refused} (401).`,
        next: `${secret.renew} Porchlight does not try again by itself, because each refusal counts as a failed login.`,
      };
    case 'not-admin':
      return {
        cause: `${secret.owned} is valid, but its user is not an administrator. The event stream is for administrators only.`,
        next: 'Make the user an administrator, or create the token as one who is. Porchlight does not try again by itself.',
      };
    case 'banned':
      return {
        cause: 'Home Assistant has banned the address of this computer (403).',
        next: 'Remove the address from ip_bans.yaml in its configuration folder and restart Home Assistant, then reconnect.',
      };
    case 'front-refused':
      return {
        cause: 'Something before Home Assistant refuses (403): a proxy or a firewall.',
        next: 'Let this computer and /api pass its rules. If Home Assistant itself has banned the address of this computer, remove it from ip_bans.yaml.',
      };
    case 'front-login':
      return {
        cause: 'A proxy before Home Assistant asks for a login of its own (401).',
        next: 'Let /api pass the proxy without that login: Home Assistant checks the token itself.',
      };
    case 'no-api':
      return {
        cause: `There is no event stream at ${host} (404).`,
        next: 'Check the path of the address in Settings. If it is right, Home Assistant needs the api integration, which default_config brings.',
      };
    case 'method-not-allowed':
      return {
        cause: `What answers at ${host} does not allow the request (405).`,
        next: 'Check that the address in Settings is that of Home Assistant itself.',
      };
    case 'too-many-requests':
      return {
        cause: `${host} asks for fewer requests (429).`,
        next: 'Nothing to do. Porchlight waits as long as the server asks.',
      };
    case 'bad-gateway':
      return {
        cause: `The proxy at ${host} does not reach Home Assistant${statusOf(failure)}.`,
        next: 'Home Assistant may be restarting. If this stays, check that it runs.',
      };
    case 'unavailable':
      return {
        cause: 'Home Assistant is not ready (503): it is starting or stopping.',
        next: 'Nothing to do. Porchlight connects when it is ready.',
      };
    case 'server-error':
      return {
        cause: `The server reports an error of its own${statusOf(failure)}.`,
        next: "If this stays, look into Home Assistant's log.",
      };
    case 'no-content':
      return {
        cause: `${host} answered without content (204).`,
        next: 'Check that the address in Settings is that of Home Assistant itself.',
      };
    case 'unexpected-status':
      return {
        cause: `${host} gave an answer that Home Assistant never gives${statusOf(failure)}.`,
        next: 'Check that the address in Settings is that of Home Assistant itself.',
      };
    case 'redirect':
      return {
        cause: `The server answers with a redirect to ${failure.redirectTo ?? 'another address'}.`,
        next: isOtherHost(failure, server)
          ? 'If that is a login page, let /api pass it in the proxy. Porchlight sends its secret to no other host.'
          : 'Change the address in Settings if that is right. Nothing was sent there.',
      };
    case 'not-event-stream':
      return {
        cause: `${host} answered with a page, not with events: perhaps a login page or another server.`,
        next: 'Open the address in a browser to see what it is, then correct it in Settings.',
      };
    case 'encoded':
      return {
        cause: `${host} sends the stream compressed, although it was asked not to.`,
        next: 'Switch compression off for /api/stream in the proxy before Home Assistant.',
      };
    case 'no-credential':
      return {
        cause: `There is no ${secret.name} for ${server.name}: it was kept for the last session only, or the keyring is locked.`,
        next: `Unlock the keyring and reconnect, or enter the ${secret.name} again in Settings.`,
      };
    case 'bad-credential':
      return {
        cause: `The ${secret.name} for ${server.name} has characters that can't be sent. Nothing was sent.`,
        next: `Enter the ${secret.name} again in Settings.`,
      };
    case 'slept':
      return {
        cause: 'This computer was asleep.',
        next: 'Nothing to do. Porchlight connects again.',
      };
    case 'closed':
      return { cause: 'The connection was closed here.', next: 'Choose Reconnect to connect again.' };
  }
}

/** A few words without a capital or a stop, for a gap: "Home Assistant restarted". */
export function describeReason(failure: Failure): string {
  switch (failure.code) {
    case 'ended':
      return 'Home Assistant restarted';
    case 'slept':
      return 'this computer was asleep';
    case 'closed':
      return 'closed here';
    case 'silent':
      return 'the link went silent';
    case 'reset':
      return 'the connection broke off';
    case 'dns':
    case 'refused':
    case 'unreachable':
    case 'timeout':
      return 'the server was out of reach';
    case 'tls-untrusted':
    case 'tls-changed':
    case 'tls-expired':
    case 'tls-wrong-host':
    case 'tls-version':
    case 'tls-client-certificate':
    case 'tls-file':
    case 'tls':
      return 'no secure connection';
    case 'proxy-auth':
    case 'proxy-failed':
      return 'the proxy was in the way';
    case 'unauthorized':
    case 'not-admin':
    case 'banned':
      return 'access was refused';
    case 'no-credential':
    case 'bad-credential':
      return 'no credential';
    case 'buffered':
    case 'encoded':
    case 'bad-gateway':
    case 'front-refused':
    case 'front-login':
      return 'a proxy was in the way';
    case 'unavailable':
    case 'too-many-requests':
      return 'the server was busy';
    case 'not-http':
    case 'bad-request':
    case 'no-api':
    case 'method-not-allowed':
    case 'server-error':
    case 'no-content':
    case 'unexpected-status':
    case 'redirect':
    case 'not-event-stream':
      return 'the server gave a wrong answer';
  }
}

interface SecretWord {
  readonly name: string;
  readonly refused: string;
  readonly owned: string;
  readonly renew: string;
}

function secretWord(kind: CredentialKind): SecretWord {
  switch (kind) {
    case 'bearer':
      return {
        name: 'access token',
        refused: 'the access token',
        owned: 'The access token',
        renew:
          'Create a new long-lived access token in your Home Assistant profile and paste it in Porchlight.',
      };
    case 'password':
    case 'query':
      return {
        name: 'API password',
        refused: 'the API password',
        owned: 'The API password',
        renew:
          'Correct the API password in Settings, or use an access token: since 0.101 there is no API password.',
      };
    case 'none':
      return {
        name: 'credential',
        refused: 'a request without a credential',
        owned: 'The access',
        renew: 'Choose an access token or an API password in Settings.',
      };
  }
}

function statusOf(failure: Failure): string {
  return failure.status === undefined ? '' : ` (${String(failure.status)})`;
}

/** Host and port of an address; never its user, path or query. */
function hostOf(baseUrl: string): string {
  return toUrl(baseUrl)?.host ?? 'this address';
}

function nameOf(baseUrl: string): string {
  return toUrl(baseUrl)?.hostname ?? 'this address';
}

/** `URL.canParse` came with Node 18.17 and 19.9; the oldest runtime here has 18.15. */
function toUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** True for a redirect to another machine, such as the login page of a proxy; false for another port, path or scheme. */
export function isOtherHost({ redirectTo }: Failure, { baseUrl }: FailureServer): boolean {
  try {
    return redirectTo !== undefined && new URL(redirectTo).hostname !== new URL(baseUrl).hostname;
  } catch {
    return false;
  }
}
