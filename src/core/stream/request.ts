import type { Route } from '../route/route.ts';
import type { Credential } from '../servers/credential.ts';

/** What every request to a server needs to know. */
export interface Target {
  /** From `parseBaseUrl`. */
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly userAgent: string;
  /** Straight, and trusting whom this computer trusts, without one. */
  readonly route?: Route;
}

/**
 * Path and query of the event stream. Names are sent as they are: Home Assistant neither trims nor matches. Half a
 * surrogate pair, which settings edited by hand can hold, can't be sent and becomes U+FFFD.
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
    // What a browser's EventSource sends (Fetch standard, cache mode "no-store"): no cache may answer for the server.
    'cache-control': 'no-cache',
    'user-agent': target.userAgent,
  };
  let url = target.baseUrl + path;
  switch (credential.kind) {
    case 'none':
      break;
    case 'bearer':
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
