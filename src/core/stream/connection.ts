import type { Clock, Random } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import { createQueue, type Queue } from '../one-at-a-time.ts';
import type { RouteAnswer } from '../route/route.ts';
import type { Refusal, ServerProfile } from '../servers/profile.ts';
import { runAttempt, type AttemptOptions } from './attempt.ts';
import type { ConnectionState, Failure, FailureCode, Gap } from './failure.ts';
import { readTarget, streamPath, toRequest } from './request.ts';
import type { CredentialAsk, ReadCredential, Target } from './request.ts';
import { askActions } from './ask-actions.ts';
import { askPicture } from './ask-picture.ts';
import { RenewalError } from './renewal-error.ts';
import { renewing } from './renewing.ts';
import { askJson, getJson, isApiRunning, readConfig } from './rest.ts';
import type { PostAnswer, PostRequest, RestPorts } from './rest.ts';
import { statusFailure } from './response-failure.ts';
import { createRequestBudget, retryDelayMs, type RequestBudget } from './retry-policy.ts';
import { TransportError, type Transport } from './transport.ts';

export interface ConnectionOptions extends Pick<
  AttemptOptions,
  'onMessage' | 'onOversize' | 'onOversizeEnd' | 'readyToRead'
> {
  readonly profile: ServerProfile;
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly userAgent: string;
  readonly readCredential: ReadCredential;
  /** The route to the server, read at each attempt. */
  readRoute?(): Promise<RouteAnswer>;
  onState(state: ConnectionState): void;
  /** A gap has ended. `recorder`: access to the server's recorder; `null`: the connection was ended. */
  onGap(gap: Gap, recorder: RecorderAccess | null): void;
  /** The stream is open, now or again. */
  onLive?(access: RecorderAccess): void;
  /** A gap that an earlier connection to the same server left open. */
  readonly openGap: OpenGap | null;
  /** Refused (stays stopped over restarts), or accepted again after a refusal. */
  onRefusal(refusal: Refusal | null): void;
  onVersion(version: string, locationName: string): void;
  /** Shared by successive connections to the server. Without it, the connection has its own. */
  readonly budget?: RequestBudget;
}

/** Access to the recorder of a server: by the stream's route, and within the limit of requests. */
export interface RecorderAccess extends RestPorts {
  readonly target: Target;
  /** Event types that the stream is restricted to; all when empty. */
  readonly restrict: readonly string[];
  /** Questions beside the stream must leave some of its requests to it. A recovery has a pace of its own. */
  readonly budget: RequestBudget;
  /** Runs one recovery after another: an unstable connection causes many. */
  readonly queue: Queue;
  readonly signal: AbortSignal;
}

/** A gap that has not ended. `from` in epoch ms. */
export type OpenGap = Omit<Gap, 'to'>;

/** A supervised stream of one server. */
export type Connection = ReturnType<typeof createConnection>;

/**
 * Keeps one server's stream open: connects, waits as the failure requires, reconnects, until stopped. Never two
 * requests at once, never more than `LIMITS.maxRequestsPerMinute`, never a second request with a secret that was
 * refused: Home Assistant counts every 401 as a failed login
 * (https://github.com/home-assistant/core/blob/dev/homeassistant/components/http/ban.py).
 */
export function createConnection(options: ConnectionOptions) {
  const { profile, clock, random } = options;
  const stopping = new AbortController();
  const budget = options.budget ?? createRequestBudget(() => clock.monotonic());
  let state: ConnectionState = { kind: 'idle' };
  let gap = options.openGap;
  /** Ends the current attempt, with the reason to record. */
  let endAttempt: ((reason: Failure) => void) | null = null;
  /** Ends the current wait. */
  let endWait: (() => void) | null = null;
  let refused = profile.refusal;
  let secretProven = false;
  /** Another path refused the secret while the stream continued. The secret is not sent any more. */
  let refusedAside: Failure | null = null;
  let version = '';
  /** Attempts since the stream was last healthy, or since a person or a wake-up restarted it. */
  let attempts = 0;

  function isStopping(): boolean {
    return stopping.signal.aborted;
  }

  function setState(next: ConnectionState): void {
    state = next;
    options.onState(next);
  }

  /** Resolves after `delayMs` (`null`: never), or earlier for a person, a wake-up or the end. */
  function wait(delayMs: number | null): Promise<void> {
    return new Promise((resolve) => {
      const cancel = delayMs === null ? (): void => undefined : clock.after(delayMs, done);
      function done(): void {
        cancel();
        stopping.signal.removeEventListener('abort', done);
        endWait = null;
        resolve();
      }
      if (stopping.signal.aborted) {
        done();
        return;
      }
      stopping.signal.addEventListener('abort', done);
      endWait = done;
    });
  }

  async function waitForBudget(): Promise<void> {
    while (budget.waitMs() > 0 && !stopping.signal.aborted) await wait(budget.waitMs());
    budget.take();
  }

  /** A person waits, or a recovery that has counted its requests already: a new access token is counted, not waited for. */
  const takeFromBudget: CredentialAsk = {
    mayAsk: () => {
      budget.take();
      return Promise.resolve();
    },
  };
  const transportRenewed = renewing(options, profile.credentialKind, takeFromBudget);
  /** For requests beside the stream: after a revocation the token must not be sent again, also not by a new stream. */
  function besides(isRefused: (code: FailureCode) => boolean): Transport {
    return async (request) => {
      if (refusedAside !== null) throw new TransportError('aborted');
      const response = await transportRenewed(request).catch((error: unknown) => {
        if (error instanceof RenewalError) noteSignedOut(error.failure);
        throw error;
      });
      const failure = statusFailure(response, request.url, clock.now());
      if (failure !== null && isRefused(failure.code)) refuseAside(failure);
      return response;
    };
  }
  function refuseAside(failure: Failure): void {
    refusedAside = failure;
    noteRefusal(failure);
  }
  /** Whatever else a renewal fails with says nothing about the sign-in. */
  function noteSignedOut(failure: Failure): void {
    if (failure.code === 'signed-out') refuseAside(failure);
  }
  const aside = { clock, transport: besides(isRefusal) };
  /** A camera, or the list of actions, may be forbidden to one whose secret is good. */
  const pictures = { clock, transport: besides((code) => code === 'unauthorized') };
  const reach = { ...options, baseUrl: profile.baseUrl, signal: stopping.signal };
  const recoveries = createQueue(LIMITS.maxWaitingRecoveries);

  function closeGap(access: RecorderAccess): void {
    if (gap === null) return;
    // The clock may have been set back meanwhile.
    const closed: Gap = { ...gap, to: Math.max(gap.from, clock.now()) };
    gap = null;
    options.onGap(closed, access);
  }

  function becomeLive(target: Target): void {
    secretProven = true;
    if (refused !== null) options.onRefusal(null);
    refused = null;
    const access: RecorderAccess = {
      ...aside,
      target,
      restrict: profile.restrict,
      budget,
      queue: recoveries,
      signal: stopping.signal,
    };
    closeGap(access);
    setState({ kind: 'live', since: clock.now() });
    options.onLive?.(access);
    if (version === '') void readVersion(target);
  }

  /** Optional, so it may fail and never waits for the budget: the window shows "Home Assistant 2024.3.3". */
  async function readVersion(target: Target): Promise<void> {
    if (budget.waitMs() > 0) return;
    budget.take();
    const answer = await getJson(aside, target, '/api/config', stopping.signal);
    if (!answer.ok) return;
    const config = readConfig(answer.body);
    ({ version } = config);
    options.onVersion(version, config.locationName);
  }

  /**
   * A token that was not yet accepted goes to `/api/` first. A 401 there means a wrong token, and no second request is
   * made; a 401 from the stream after it means a user who is not an administrator.
   */
  async function probe(target: Target): Promise<Failure | null> {
    if (!isToken(target) || secretProven) return null;
    await waitForBudget();
    const answer = await getJson(options, target, '/api/', stopping.signal);
    if (!answer.ok) return answer.failure;
    return isApiRunning(answer.body) ? null : { code: 'not-event-stream', status: 200 };
  }

  /**
   * Every attempt ends in a failure: a stream has no regular end. An access token that is refused is replaced once, since
   * it may have ended early; any other secret is never sent twice.
   */
  async function connectOnce(): Promise<Failure> {
    const answer = await readTarget(reach, { mayAsk: waitForBudget });
    if (!answer.ok) return answer.failure;
    const { credential } = answer.target;
    const failure = await attemptWith(answer.target);
    if (failure.code !== 'unauthorized' || credential.kind !== 'sign-in' || isStopping()) return failure;
    const renewed = await readTarget(reach, { refused: credential.secret, mayAsk: waitForBudget });
    if (!renewed.ok) return renewed.failure;
    // So that it is probed: the user may be no administrator any more.
    secretProven = false;
    return attemptWith(renewed.target);
  }

  async function attemptWith(target: Target): Promise<Failure> {
    if (refusedAside !== null) return refusedAside;
    const probed = await probe(target);
    if (probed !== null) return probed;
    await waitForBudget();
    if (isStopping()) return { code: 'closed' };
    const probedNow = isToken(target) && !secretProven;
    const attempt = new AbortController();
    let reason = null as Failure | null;
    endAttempt = (why) => {
      reason ??= why;
      attempt.abort();
    };
    const end = await runAttempt({
      ...options,
      ...toRequest(target, streamPath(profile.restrict), 'text/event-stream'),
      signal: attempt.signal,
      onLive: () => {
        becomeLive(target);
      },
    });
    endAttempt = null;
    const failure = reason ?? end.failure;
    if (end.lastByteAt !== null) gap ??= { from: end.lastByteAt, reason: failure };
    return failure.code === 'unauthorized' && probedNow ? { ...failure, code: 'not-admin' } : failure;
  }

  function noteRefusal(failure: Failure): void {
    if (!isRefusal(failure.code)) return;
    refused = { code: failure.code, at: clock.now() };
    secretProven = false;
    options.onRefusal(refused);
  }

  async function rest(failure: Failure): Promise<void> {
    const slept = failure.code === 'slept';
    const delayMs = slept
      ? Math.round(LIMITS.wakeDelayMs * (1 + 2 * random()))
      : retryDelayMs(failure, attempts, random);
    if (delayMs === null) {
      noteRefusal(failure);
      setState({ kind: 'stopped', reason: failure });
      await wait(null);
    } else {
      const waitMs = Math.max(delayMs, budget.waitMs());
      setState({ kind: 'waiting', reason: failure, retryAt: clock.now() + waitMs, attempt: attempts });
      await wait(waitMs);
    }
  }

  async function run(): Promise<void> {
    if (refused !== null) {
      setState({ kind: 'stopped', reason: { code: refused.code } });
      await wait(null);
    }
    while (!isStopping()) {
      attempts += 1;
      setState({ kind: 'connecting', attempt: attempts });
      const startedAt = clock.monotonic();
      const failure = await connectOnce();
      if (isStopping()) break;
      if (clock.monotonic() - startedAt >= LIMITS.healthyAfterMs) attempts = 1;
      // A person who asks for a new connection should not wait for it.
      if (failure.code !== 'closed') await rest(failure);
    }
    setState({ kind: 'idle' });
  }

  /**
   * Sends something while the stream is live, so with a secret that the server has accepted. Never repeated, never with a
   * secret that was refused since, and not when the requests of a minute are used up: a person can press again.
   */
  async function post(request: PostRequest): Promise<PostAnswer> {
    if (refusedAside !== null) return { kind: 'failed', failure: refusedAside };
    if (state.kind !== 'live') return { kind: 'not-live' };
    const waitMs = budget.waitMs(LIMITS.requestsSparedForStream);
    if (waitMs > 0) return { kind: 'too-many', waitMs };
    budget.take();
    const reached = await readTarget(reach, takeFromBudget);
    const asked = { method: 'POST', ...request, signal: stopping.signal } as const;
    const answer = reached.ok ? await askJson(aside, reached.target, asked) : reached;
    return answer.ok ? { kind: 'done', body: answer.body } : { kind: 'failed', failure: answer.failure };
  }

  /** The same for a picture, which is not worth more: without it an alert is still told. */
  async function picture(entity: string): Promise<Uint8Array | null> {
    if (state.kind !== 'live' || budget.waitMs(LIMITS.requestsSparedForStream) > 0) return null;
    budget.take();
    const reached = await readTarget(reach);
    return reached.ok ? askPicture(pictures, reached.target, entity, stopping.signal) : null;
  }

  /** The same for the names of actions: without them a person types one. */
  async function actions(): Promise<readonly string[]> {
    if (refusedAside !== null || state.kind !== 'live') return [];
    if (budget.waitMs(LIMITS.requestsSparedForStream) > 0) return [];
    budget.take();
    const reached = await readTarget(reach);
    return reached.ok ? askActions(pictures, reached.target, stopping.signal) : [];
  }

  /**
   * Home Assistant forgets a sign-in 90 days after the last access token that was asked for, and an open stream asks for none. A
   * stream that lasted longer could not be opened again.
   */
  async function keepSignedIn(): Promise<void> {
    if (state.kind !== 'live' || refusedAside !== null) return;
    const reached = await readTarget(reach, takeFromBudget);
    if (!reached.ok) noteSignedOut(reached.failure);
  }
  const stopKeeping =
    profile.credentialKind === 'sign-in'
      ? clock.every(LIMITS.renewSignInMs, () => void keepSignedIn())
      : (): void => undefined;

  const running = run();

  return {
    state: () => state,
    post,
    picture,
    actions,
    /** Epoch ms of the last byte before the interruption that lasts now; `null` else. */
    gapSince: () => gap?.from ?? null,
    /** For a person: ends `waiting` or `stopped`, or replaces a live stream by a new one. */
    reconnect(): void {
      attempts = 0;
      refusedAside = null;
      endAttempt?.({ code: 'closed' });
      endWait?.();
    },
    /** The computer woke up: a stream that seems live is probably dead. */
    wake(): void {
      attempts = 0;
      endAttempt?.({ code: 'slept' });
      if (state.kind === 'waiting') endWait?.();
    },
    /** Ends for good. Resolves when the socket is closed, with the gap that lasts from now on, if there is one. */
    async stop(): Promise<OpenGap | null> {
      stopping.abort();
      stopKeeping();
      endAttempt?.({ code: 'closed' });
      await running;
      return gap;
    },
  };
}

function isRefusal(code: FailureCode): code is Refusal['code'] {
  return code === 'unauthorized' || code === 'not-admin' || code === 'banned' || code === 'signed-out';
}

function isToken({ credential }: Target): boolean {
  return credential.kind === 'bearer' || credential.kind === 'sign-in';
}
