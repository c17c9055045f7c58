import { LIMITS } from '../limits.ts';
import type { Failure, FailureCode } from './failure.ts';
import { RenewalError } from './renewal-error.ts';
import { TransportError, type TransportResponse } from './transport.ts';

/** The failure of an error thrown by a transport. Any other error is a bug and is thrown again. */
export function toFailure(error: unknown): Failure {
  if (error instanceof RenewalError) return error.failure;
  if (error instanceof TransportError)
    return { ...error.facts, code: error.code === 'aborted' ? 'closed' : error.code };
  throw error;
}

/**
 * What a status other than 200 means on a path of Home Assistant's API; `null` for 200.
 * `homeassistant/components/http/ban.py` for 401 and 403, aiohttp's router for 404 and 405.
 */
export function statusFailure(response: TransportResponse, requestUrl: string, now: number): Failure | null {
  const { status } = response;
  if (status === 200) return null;
  if (status >= 300 && status < 400)
    return { code: 'redirect', status, ...redirectTarget(response, requestUrl) };
  const code = codeOf(response);
  const retryAfterMs = parseRetryAfter(response.header('retry-after'), now);
  return retryAfterMs === null ? { code, status } : { code, status, retryAfterMs };
}

/**
 * Schemes in which Home Assistant never asks for a login: it sends none, or since 2026 `Bearer`.
 * https://www.iana.org/assignments/http-authschemes
 */
const FOREIGN_SCHEME = /(?:^|,)\s*(?:Basic|Digest|Negotiate|NTLM)\b/i;

/**
 * Whether a refusal comes from a proxy before Home Assistant. Home Assistant's own is plain text. Cloudflare's firewall may
 * answer in plain text too, so every 403 through Cloudflare counts as its own; an occasional retry does no harm.
 */
function isFromProxy(response: TransportResponse): boolean {
  return (
    response.header('cf-mitigated') !== undefined ||
    /^\s*cloudflare/i.test(response.header('server') ?? '') ||
    /^\s*text\/html/i.test(response.header('content-type') ?? '')
  );
}

function codeOf(response: TransportResponse): FailureCode {
  const { status } = response;
  switch (status) {
    case 204:
      return 'no-content';
    case 400:
      return isFromProxy(response) ? 'front-bad-request' : 'bad-request';
    case 401:
      return FOREIGN_SCHEME.test(response.header('www-authenticate') ?? '') ? 'front-login' : 'unauthorized';
    case 403:
      return isFromProxy(response) ? 'front-refused' : 'banned';
    case 404:
      return 'no-api';
    case 405:
      return 'method-not-allowed';
    case 408:
    case 425:
    case 429:
      return 'too-many-requests';
    case 502:
    case 504:
      return 'bad-gateway';
    case 503:
      return 'unavailable';
    default:
      // Cloudflare, when it can't reach the server behind it.
      if (status >= 520 && status <= 530) return 'bad-gateway';
      return status >= 500 ? 'server-error' : 'unexpected-status';
  }
}

/** `null` when a 200 can be read as an event stream (RFC 9110 8.3.1, HTML standard 9.2.3). */
export function contentFailure(response: TransportResponse, mediaType: RegExp): Failure | null {
  const encoding = response.header('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') return { code: 'encoded', status: response.status };
  const type = response.header('content-type') ?? '';
  return mediaType.test(type) ? null : { code: 'not-event-stream', status: response.status };
}

/**
 * Media types of the stream. The Supervisor's proxy copies ours from the request, so `Accept` decides there. Only
 * HTTP's own white space is allowed around it (https://mimesniff.spec.whatwg.org/#parsing-a-mime-type).
 */
export const EVENT_STREAM_TYPE = /^[\t\n\r ]*text\/event-stream[\t\n\r ]*(?:;|$)/i;
/** Answers of the REST API. 0.27 labels some of its JSON `text/html`, so only the body can decide there. */
export const ANY_TYPE = /^/;

/** Only scheme, host and port: a path could hold anything. */
function redirectTarget(response: TransportResponse, requestUrl: string): { redirectTo?: string } {
  try {
    return { redirectTo: new URL(response.header('location') ?? '', requestUrl).origin };
  } catch {
    return {};
  }
}

/** RFC 9110 10.2.3: seconds or a date. Milliseconds from `now`, clamped; `null` when absent or invalid. */
export function parseRetryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const text = value.trim();
  const delayMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  if (Number.isNaN(delayMs)) return null;
  return Math.min(Math.max(delayMs, 0), LIMITS.retryAfterMaxMs);
}
