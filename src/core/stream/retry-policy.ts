import type { Random } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { Failure, FailureCode } from './failure.ts';

/** What a failure requires. */
type RetryClass =
  /** A temporary failure: full-jitter back-off. */
  | 'soon'
  /** A person has to repair something; retry occasionally. */
  | 'slowly'
  /** An automatic retry would do harm or can't help. */
  | 'never';

const RETRY: Readonly<Record<FailureCode, RetryClass>> = {
  unauthorized: 'never',
  'not-admin': 'never',
  banned: 'never',
  'signed-out': 'never',
  // A proxy may block a client that keeps asking without a login.
  'front-login': 'never',
  'no-content': 'never',
  'no-credential': 'never',
  'bad-credential': 'never',
  // There may be an attacker in between. Only a person can tell that from a renewed certificate.
  'tls-changed': 'never',
  // Without a login, another network may need none.
  'proxy-auth': 'slowly',
  'bad-request': 'slowly',
  'front-bad-request': 'slowly',
  'front-refused': 'slowly',
  'method-not-allowed': 'slowly',
  redirect: 'slowly',
  encoded: 'slowly',
  'unexpected-status': 'slowly',
  tls: 'slowly',
  'tls-untrusted': 'slowly',
  'tls-expired': 'slowly',
  'tls-wrong-host': 'slowly',
  'tls-version': 'slowly',
  'tls-client-certificate': 'slowly',
  'tls-file': 'slowly',
  'not-http': 'slowly',
  dns: 'soon',
  refused: 'soon',
  unreachable: 'soon',
  timeout: 'soon',
  'proxy-failed': 'soon',
  reset: 'soon',
  ended: 'soon',
  silent: 'soon',
  buffered: 'soon',
  // A Home Assistant that is starting answers 404 or its landing page for a while.
  'no-api': 'soon',
  'not-event-stream': 'soon',
  'too-many-requests': 'soon',
  'bad-gateway': 'soon',
  unavailable: 'soon',
  'server-error': 'soon',
  slept: 'soon',
  closed: 'soon',
};

/** Repeated refusals of a login lock its account. */
function retryClass({ code, proxyLogin }: Failure): RetryClass {
  return code === 'proxy-auth' && proxyLogin === true ? 'never' : RETRY[code];
}

/**
 * Milliseconds until the next attempt, or `null` for never. `attempt` counts from 1 the attempts since the stream
 * was last healthy. Full jitter: a uniform draw below a ceiling that doubles
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), so that many clients do
 * not all reconnect to a restarted server at the same time.
 */
export function retryDelayMs(failure: Failure, attempt: number, random: Random): number | null {
  const { backoffFirstMs, backoffMaxMs, slowRetryMs } = LIMITS;
  switch (retryClass(failure)) {
    case 'never':
      return null;
    case 'slowly':
      return Math.round(slowRetryMs * (0.8 + 0.4 * random()));
    case 'soon': {
      const ceilingMs = Math.min(backoffMaxMs, backoffFirstMs * 2 ** Math.min(attempt - 1, 16));
      return Math.max(Math.round(random() * ceilingMs), failure.retryAfterMs ?? 0);
    }
  }
}

export type RequestBudget = ReturnType<typeof createRequestBudget>;

/** At most `max` requests in any `windowMs`, for all callers together. */
export function createRequestBudget(
  monotonic: () => number,
  max: number = LIMITS.maxRequestsPerMinute,
  windowMs = 60_000,
) {
  const taken: number[] = [];
  return {
    /** How long to wait for the next request, in ms; with `spare`, until it would leave so many to others. */
    waitMs(spare = 0): number {
      const places = max - spare;
      const oldest = taken.length < places ? undefined : taken[taken.length - places];
      return oldest === undefined ? 0 : Math.max(0, oldest + windowMs - monotonic());
    },
    take(): void {
      taken.push(monotonic());
      if (taken.length > max) taken.shift();
    },
  };
}
