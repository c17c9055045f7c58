import { LIMITS } from '../limits.ts';
import type { CredentialKind } from '../servers/credential.ts';
import { toRouteWords, type Words } from './describe-route-failure.ts';
import type { Failure, FailureCode } from './failure.ts';

/** Facts about a server for the words. No secret. */
export interface FailureServer {
  readonly name: string;
  readonly baseUrl: string;
  readonly credentialKind: CredentialKind;
  /** Its second address, if that is the one that is used. */
  readonly second?: { readonly baseUrl: string; readonly isUsed?: boolean };
}

/** One sentence of cause, one next step. */
export interface FailureWords {
  readonly cause: string;
  readonly next: string;
}

/** The words of a failure. Only this function makes them. */
export function describeFailure(failure: Failure, server: FailureServer): FailureWords {
  const baseUrl = server.second?.isUsed === true ? server.second.baseUrl : server.baseUrl;
  const [cause, next] = toAllWords(failure, { ...server, baseUrl })[failure.code];
  return { cause, next };
}

function toAllWords(failure: Failure, server: FailureServer): Words<FailureCode> {
  const host = hostOf(server.baseUrl);
  const secret = SECRET_WORDS[server.credentialKind];
  return {
    dns: [
      `No computer answers to the name ${nameOf(server.baseUrl)}.`,
      'Check the address in Settings, or use the IP address of Home Assistant.',
    ],
    refused: [
      `Home Assistant does not answer at ${host}.`,
      'Home Assistant may be starting. If this stays, check the address and its port in Settings (8123, or 80 on new Home Assistant OS).',
    ],
    unreachable: [
      `There is no way to ${host} from this network.`,
      'Check the network of this computer, or its VPN.',
    ],
    timeout: [
      `${host} did not answer in time.`,
      'Check that Home Assistant is on and that no firewall is between.',
    ],
    reset: [
      `The connection to ${host} broke off.`,
      'If this happens at regular times, raise the time-out of the proxy before Home Assistant above 60 seconds.',
    ],
    ...toRouteWords(failure, host, nameOf(server.baseUrl)),
    'not-http': [
      `What answers at ${host} does not speak HTTP.`,
      'Check the port in Settings, and whether the address needs https://.',
    ],
    ended: [
      'Home Assistant ended the stream: it is stopping or restarting.',
      'Nothing to do. Porchlight connects again when Home Assistant is back.',
    ],
    silent: [
      `${host} has sent nothing for ${String(LIMITS.silenceMs / 1_000)} seconds, not even its regular ping.`,
      'The link is dead, so a new one is made. If this repeats, look at the network or the proxy in between.',
    ],
    buffered: [
      `${host} answered, but no event came through: a proxy holds the stream back.`,
      'Set "proxy_buffering off" for Home Assistant in nginx, or the like in another proxy.',
    ],
    'bad-request': [
      'Home Assistant refuses the request as bad (400).',
      'Behind a proxy, set use_x_forwarded_for and trusted_proxies under http in Home Assistant. Version 0.31 and older says this while starting.',
    ],
    unauthorized: [
      `Home Assistant does not accept ${secret.refused} (401).`,
      `${secret.renew} Porchlight does not try again by itself, because each refusal counts as a failed login.`,
    ],
    'not-admin': [
      `${secret.owned} is valid, but its user is not an administrator. The event stream is for administrators only.`,
      'Make the user an administrator, or create the token as one who is. Porchlight does not try again by itself.',
    ],
    banned: [
      'Home Assistant has banned the address of this computer (403).',
      'Remove the address from ip_bans.yaml in its configuration folder and restart Home Assistant, then reconnect.',
    ],
    'signed-out': [
      'Home Assistant does not accept this sign-in any more: it was ended there, has expired, or its user may not sign in from here.',
      'Sign in again. Porchlight does not try again by itself, because each refusal counts as a failed login.',
    ],
    'front-bad-request': [
      'Something before Home Assistant refuses the request as bad (400).',
      'If this port is for https, begin the address with https://. Otherwise look at the rules of the proxy for /api.',
    ],
    'front-refused': [
      'Something before Home Assistant refuses (403): a proxy or a firewall.',
      'Let this computer and /api pass its rules. If Home Assistant itself has banned the address of this computer, remove it from ip_bans.yaml.',
    ],
    'front-login': [
      'A proxy before Home Assistant asks for a login of its own (401).',
      'Let /api pass the proxy without that login: Home Assistant checks the token itself.',
    ],
    'no-api': [
      `There is no event stream at ${host} (404).`,
      'Check the path of the address in Settings. If it is right, Home Assistant needs the api integration, which default_config brings.',
    ],
    'method-not-allowed': [
      `What answers at ${host} does not allow the request (405).`,
      'Check that the address in Settings is that of Home Assistant itself.',
    ],
    'too-many-requests': [
      `${host} asks for fewer requests (429).`,
      'Nothing to do. Porchlight waits as long as the server asks.',
    ],
    'bad-gateway': [
      `The proxy at ${host} does not reach Home Assistant${statusOf(failure)}.`,
      'Home Assistant may be restarting. If this stays, check that it runs.',
    ],
    unavailable: [
      'Home Assistant is not ready (503): it is starting or stopping.',
      'Nothing to do. Porchlight connects when it is ready.',
    ],
    'server-error': [
      `The server reports an error of its own${statusOf(failure)}.`,
      "If this stays, look into Home Assistant's log.",
    ],
    'no-content': [
      `${host} answered without content (204).`,
      'Check that the address in Settings is that of Home Assistant itself.',
    ],
    'unexpected-status': [
      `${host} gave an answer that Home Assistant never gives${statusOf(failure)}.`,
      'Check that the address in Settings is that of Home Assistant itself.',
    ],
    redirect: [
      `The server answers with a redirect to ${failure.redirectTo ?? 'another address'}.`,
      isOtherHost(failure, server)
        ? 'If that is a login page, let /api pass it in the proxy. Porchlight sends its secret to no other host.'
        : 'Change the address in Settings if that is right. Nothing was sent there.',
    ],
    'not-event-stream': [
      `${host} answered with a page, not with events: perhaps a login page or another server.`,
      'Open the address in a browser to see what it is, then correct it in Settings.',
    ],
    encoded: [
      `${host} sends the stream compressed, although it was asked not to.`,
      'Switch compression off for /api/stream in the proxy before Home Assistant.',
    ],
    'no-credential': [
      `There is no ${secret.name} for ${server.name}: it was kept for the last session only, or the keyring is locked.`,
      `Unlock the keyring and reconnect, or ${secret.again}.`,
    ],
    'bad-credential': [
      `The ${secret.name} for ${server.name} has characters that can't be sent. Nothing was sent.`,
      `${secret.again.replace(/^./, (first) => first.toUpperCase())}.`,
    ],
    slept: ['This computer was asleep.', 'Nothing to do. Porchlight connects again.'],
    closed: ['The connection was closed here.', 'Choose Reconnect to connect again.'],
  };
}

/** A few words without a capital or a full stop, for a gap: "Home Assistant restarted". */
export function describeReason({ code }: Failure): string {
  return REASONS[code];
}

const REASONS: Readonly<Record<FailureCode, string>> = {
  ended: 'Home Assistant restarted',
  slept: 'this computer was asleep',
  closed: 'closed here',
  silent: 'the link went silent',
  reset: 'the connection broke off',
  dns: 'the server was out of reach',
  refused: 'the server was out of reach',
  unreachable: 'the server was out of reach',
  timeout: 'the server was out of reach',
  'tls-untrusted': 'no secure connection',
  'tls-changed': 'no secure connection',
  'tls-expired': 'no secure connection',
  'tls-wrong-host': 'no secure connection',
  'tls-version': 'no secure connection',
  'tls-client-certificate': 'no secure connection',
  'tls-file': 'no secure connection',
  tls: 'no secure connection',
  'proxy-auth': 'the proxy was in the way',
  'proxy-failed': 'the proxy was in the way',
  unauthorized: 'access was refused',
  'not-admin': 'access was refused',
  banned: 'access was refused',
  'signed-out': 'access was refused',
  'no-credential': 'no credential',
  'bad-credential': 'no credential',
  buffered: 'a proxy was in the way',
  encoded: 'a proxy was in the way',
  'bad-gateway': 'a proxy was in the way',
  'front-bad-request': 'a proxy was in the way',
  'front-refused': 'a proxy was in the way',
  'front-login': 'a proxy was in the way',
  unavailable: 'the server was busy',
  'too-many-requests': 'the server was busy',
  'not-http': 'the server gave a wrong answer',
  'bad-request': 'the server gave a wrong answer',
  'no-api': 'the server gave a wrong answer',
  'method-not-allowed': 'the server gave a wrong answer',
  'server-error': 'the server gave a wrong answer',
  'no-content': 'the server gave a wrong answer',
  'unexpected-status': 'the server gave a wrong answer',
  redirect: 'the server gave a wrong answer',
  'not-event-stream': 'the server gave a wrong answer',
};

interface SecretWord {
  readonly name: string;
  readonly refused: string;
  readonly owned: string;
  readonly renew: string;
  /** How it is given again; the middle of a sentence. */
  readonly again: string;
}

const PASSWORD: SecretWord = {
  name: 'API password',
  refused: 'the API password',
  owned: 'The API password',
  renew:
    'Correct the API password in Settings, or use an access token: since 0.101 there is no API password.',
  again: 'enter the API password again in Settings',
};

const SECRET_WORDS: Readonly<Record<CredentialKind, SecretWord>> = {
  'sign-in': {
    name: 'sign-in',
    refused: 'the sign-in',
    owned: 'The sign-in',
    renew: 'Sign in again.',
    again: 'sign in again',
  },
  bearer: {
    name: 'access token',
    refused: 'the access token',
    owned: 'The access token',
    renew: 'Create a new long-lived access token in your Home Assistant profile and paste it in Porchlight.',
    again: 'enter the access token again in Settings',
  },
  password: PASSWORD,
  query: PASSWORD,
  none: {
    name: 'credential',
    refused: 'a request without a credential',
    owned: 'The access',
    renew: 'Choose an access token or an API password in Settings.',
    again: 'enter the credential again in Settings',
  },
};

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
