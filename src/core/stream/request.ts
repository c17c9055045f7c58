import { STRAIGHT, type Route, type RouteAnswer } from '../route/route.ts';
import { parseCredential, type Credential } from '../servers/credential.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { Failure } from './failure.ts';

/** What every request to a server needs to know. */
export interface Target {
  /** From `parseBaseUrl`. */
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly userAgent: string;
  /** Without one: a direct connection and this computer's authorities. */
  readonly route?: Route;
}

/**
 * Path and query of the event stream. Names are sent unchanged: Home Assistant neither trims them nor knows wildcards. Half a
 * surrogate pair, possible in settings edited by hand, can't be sent and becomes U+FFFD.
 */
export function streamPath(restrict: readonly string[]): string {
  if (restrict.length === 0) return '/api/stream';
  const names = restrict.map((name) => encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd')));
  return `/api/stream?restrict=${names.join(',')}`;
}

/**
 * URL, headers and route of a request, with exactly one kind of credential. The header name is the one of
 * `homeassistant/const.py` (`HTTP_HEADER_HA_AUTH`), 0.26 to 0.100.
 */
export function toRequest(
  target: Target,
  path: string,
  accept: string,
): {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly route: Route;
} {
  const { credential } = target;
  const headers: Record<string, string> = {
    accept,
    // A stream that a proxy compresses is a stream that a proxy holds back.
    'accept-encoding': 'identity',
    // What a browser's EventSource sends (Fetch standard, cache mode "no-store"): no cache may answer instead of the server.
    'cache-control': 'no-cache',
    'user-agent': target.userAgent,
  };
  let url = target.baseUrl + path;
  switch (credential.kind) {
    case 'none':
      break;
    case 'bearer':
    case 'sign-in':
      headers['authorization'] = `Bearer ${credential.secret}`;
      break;
    case 'password':
      headers['x-ha-access'] = credential.secret;
      break;
    case 'query':
      url += `${path.includes('?') ? '&' : '?'}api_password=${encodeURIComponent(credential.secret)}`;
      break;
  }
  return { url, headers, route: target.route ?? {} };
}

/** A question for the credential of a request. */
export interface CredentialAsk {
  /** An access token that the server refused just now: only another one may be the answer. */
  readonly refused?: string;
  /** Awaited before a new access token is asked for, because that is a request too. */
  mayAsk?(): Promise<void>;
}

/** `null`: there is none now. `failed`: no access token could be got, and why. */
export type CredentialAnswer = Credential | { readonly kind: 'failed'; readonly failure: Failure } | null;

/** Where the credential of each request comes from. */
export type ReadCredential = (ask: CredentialAsk) => Promise<CredentialAnswer>;

export interface TargetOptions {
  readonly baseUrl: string;
  readonly userAgent: string;
  readonly readCredential: ReadCredential;
  readRoute?(): Promise<RouteAnswer>;
  readonly signal: AbortSignal;
}

export type TargetAnswer =
  { readonly ok: true; readonly target: Target } | { readonly ok: false; readonly failure: Failure };

/** Reads the secret and the route of a server. Neither is kept, so a change applies from the next request. */
export async function readTarget(options: TargetOptions, ask: CredentialAsk = {}): Promise<TargetAnswer> {
  const { baseUrl, userAgent, signal } = options;
  // A keyring may keep a prompt open without limit.
  const credential = await unlessAborted(options.readCredential(ask), signal);
  if (signal.aborted) return fail({ code: 'closed' });
  if (credential === null) return fail({ code: 'no-credential' });
  if (credential.kind === 'failed') return fail(credential.failure);
  if (!isSendable(credential)) return fail({ code: 'bad-credential' });
  const answer = await unlessAborted(options.readRoute?.() ?? STRAIGHT, signal);
  if (answer === null) return fail({ code: 'closed' });
  if (!answer.ok) return fail({ code: 'tls-file', file: answer.problem });
  return { ok: true, target: { baseUrl, credential, userAgent, route: answer.route } };
}

function fail(failure: Failure): TargetAnswer {
  return { ok: false, failure };
}

/** A secret that is not valid in a header must not reach one: node:http would quote it in its error. */
function isSendable(credential: Credential): boolean {
  if (credential.kind === 'none') return true;
  return parseCredential(credential.kind === 'sign-in' ? 'bearer' : credential.kind, credential.secret).ok;
}
