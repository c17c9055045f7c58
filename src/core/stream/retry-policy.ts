import type { Random } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { Failure } from './failure.ts';

/** What a failure asks for. */
type RetryClass =
  /** Passing trouble: full-jitter back-off. */
  | 'soon'
  /** Somebody has to mend something; look again now and then. */
  | 'slowly'
  /** Trying again by ourselves would do harm or can't help. */
  | 'never';

function retryClass({ code, proxyLogin }: Failure): RetryClass {
  switch (code) {
    case 'unauthorized':
    case 'not-admin':
    case 'banned':
    // Who asks a proxy again and again without a login may be shut out by it.
    case 'front-login':
    case 'no-content':
    case 'no-credential':
    case 'bad-credential':
    // Somebody else may be in between. Only a person can tell that from a renewed certificate.
    case 'tls-changed':
      return 'never';
    case 'proxy-auth':
      // A login that is refused again and again locks its account. Without one, another network may need none.
      return proxyLogin === true ? 'never' : 'slowly';
    case 'bad-request':
    case 'front-refused':
    case 'method-not-allowed':
    case 'redirect':
    case 'encoded':
    case 'unexpected-status':
    case 'tls':
    case 'tls-untrusted':
    case 'tls-expired':
    case 'tls-wrong-host':
    case 'tls-version':
    case 'tls-client-certificate':
    case 'tls-file':
    case 'not-http':
      return 'slowly';
    case 'dns':
    case 'refused':
    case 'unreachable':
    case 'timeout':
    case 'proxy-failed':
    case 'reset':
    case 'ended':
    case 'silent':
    case 'buffered':
    // A Home Assistant that is starting answers 404 or its landing page for a while.
    case 'no-api':
    case 'not-event-stream':
    case 'too-many-requests':
    case 'bad-gateway':
    case 'unavailable':
    case 'server-error':
    case 'slept':
    case 'closed':
      return 'soon';
  }
}

/**
 * Milliseconds until the next attempt, or `null` for never. `attempt` counts from 1 the attempts since the stream
 * was last healthy. Full jitter: a uniform draw below a ceiling that doubles
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), so that a houseful of clients does
 * not knock at a restarted server in step.
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

/** At most `max` requests in any `windowMs`, whatever asks for them. */
export function createRequestBudget(
  monotonic: () => number,
  max: number = LIMITS.maxRequestsPerMinute,
  windowMs = 60_000,
) {
  const taken: number[] = [];
  return {
    /** How long to wait for the next place, in ms; with `spare`, for one that leaves so many to others. */
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
