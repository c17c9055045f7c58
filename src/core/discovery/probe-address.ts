import { isWireRecord, readField, readText } from '../events/read-field.ts';
import { toLine } from '../events/text.ts';
import { LIMITS } from '../limits.ts';
import type { CertificateFacts } from '../route/certificate.ts';
import type { Route } from '../route/route.ts';
import { isProviders } from '../sign-in/look-for-sign-in.ts';
import type { Failure } from '../stream/failure.ts';
import { getForSignIn, type RestPorts, type StatusAnswer } from '../stream/rest.ts';
import { candidateAddresses } from './candidate-addresses.ts';
import type { ProbeAnswer } from './found-server.ts';
import { describeNothing } from './probe-words.ts';

export interface ProbePorts extends RestPorts {
  readonly userAgent: string;
  /** The way to an address of which no setting is known yet. */
  readonly route: Route;
}

/** What stands at one address. */
export type ProbeOutcome = Extract<ProbeAnswer, { kind: 'found' }> | Miss;

/** Something answers that is no Home Assistant, or nothing does. */
interface Miss {
  readonly kind: 'not-home';
  readonly baseUrl: string;
  readonly failure: Failure;
}

/**
 * Looks for Home Assistant at the addresses that a typed one can mean: the first of them, in their order, where it answers. A
 * request has no credential and no effect, and none counts as a failed login. No redirect is followed.
 */
export async function probeAddress(
  ports: ProbePorts,
  typed: string,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const candidates = candidateAddresses(typed);
  if (!candidates.ok) return { kind: 'nothing', message: candidates.message };
  const enough = new AbortController();
  const stop = (): void => {
    enough.abort();
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    const misses: Miss[] = [];
    for (const running of startInTurn(ports, candidates.baseUrls, enough.signal)) {
      const outcome = await running;
      if (outcome.kind === 'found') return outcome;
      misses.push(outcome);
    }
    return { kind: 'nothing', message: describeNothing(misses) };
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/**
 * Each begins when the one before it has failed, or is slow: a firewall that drops packets costs a few seconds once and not for
 * each address (the idea of RFC 8305).
 */
function startInTurn(
  ports: ProbePorts,
  baseUrls: readonly string[],
  signal: AbortSignal,
): readonly Promise<ProbeOutcome>[] {
  let before: Promise<unknown> = Promise.resolve();
  const misses: Miss[] = [];
  async function probeUnlessVain(baseUrl: string): Promise<ProbeOutcome> {
    const told = misses.find((miss) => isVain(baseUrl, miss));
    if (told !== undefined) return { ...told, baseUrl };
    const outcome = await probeOne(ports, baseUrl, signal);
    if (outcome.kind === 'not-home') misses.push(outcome);
    return outcome;
  }
  return baseUrls.map((baseUrl) => {
    const outcome = before.then(() => probeUnlessVain(baseUrl));
    before = Promise.race([outcome, wait(ports, LIMITS.probeTurnMs)]);
    return outcome;
  });
}

/** What a port says to the wrong one of http and https, if it says anything. */
const OTHER_SCHEME: ReadonlySet<Failure['code']> = new Set([
  'reset',
  'timeout',
  'tls',
  'not-http',
  'bad-request',
  'front-bad-request',
]);

/** Whether a miss tells of another address, too: the same name is unknown there, or the same port has spoken. */
function isVain(baseUrl: string, { baseUrl: asked, failure }: Miss): boolean {
  if (failure.code === 'dns') return true;
  return portOf(asked) === portOf(baseUrl) && !OTHER_SCHEME.has(failure.code);
}

function portOf(baseUrl: string): string {
  const { protocol, port } = new URL(baseUrl);
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port;
}

function wait({ clock }: RestPorts, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/**
 * Asks one address whether Home Assistant is there. `/auth/providers` tells it since 0.77, `/api/discovery_info` told it until
 * 2022; both need no login.
 */
export async function probeOne(
  ports: ProbePorts,
  baseUrl: string,
  signal: AbortSignal,
): Promise<ProbeOutcome> {
  if (signal.aborted) return { kind: 'not-home', baseUrl, failure: { code: 'closed' } };
  const first = await ask(ports, baseUrl, '/auth/providers', ports.route, signal);
  if (first.ok) return judge(ports, { baseUrl, route: ports.route }, first, signal);
  const { certificate } = first.failure;
  if (first.failure.code !== 'tls-untrusted' || certificate === undefined) {
    return { kind: 'not-home', baseUrl, failure: first.failure };
  }
  // Nothing of ours is sent there, so that this one certificate is good enough to learn who has it.
  const { fingerprint } = certificate;
  const route: Route = { ...ports.route, tls: { ...ports.route.tls, pin: fingerprint } };
  const again = await ask(ports, baseUrl, '/auth/providers', route, signal);
  if (!again.ok) return { kind: 'not-home', baseUrl, failure: first.failure };
  return judge(ports, { baseUrl, route, certificate }, again, signal);
}

interface Place {
  readonly baseUrl: string;
  readonly route: Route;
  readonly certificate?: CertificateFacts;
}

async function judge(
  ports: ProbePorts,
  place: Place,
  { status, body, failure }: Extract<StatusAnswer, { ok: true }>,
  signal: AbortSignal,
): Promise<ProbeOutcome> {
  const { baseUrl, certificate } = place;
  const found = { kind: 'found', baseUrl, ...(certificate === undefined ? {} : { certificate }) } as const;
  if (status === 200 && isProviders(body)) return { ...found, version: null, signIn: 'browser' };
  if (isWireRecord(body) && readText(body, 'code') === 'onboarding_required') {
    return { ...found, version: null, signIn: 'unknown' };
  }
  if (status !== 404) return { kind: 'not-home', baseUrl, failure };
  const old = await ask(ports, baseUrl, '/api/discovery_info', place.route, signal);
  if (!old.ok || old.status !== 200 || !isWireRecord(old.body) || readText(old.body, 'version') === '') {
    return { kind: 'not-home', baseUrl, failure };
  }
  const needsPassword = readField(old.body, 'requires_api_password') === true;
  return {
    ...found,
    version: toLine(readText(old.body, 'version'), 20),
    signIn: needsPassword ? 'password' : 'unknown',
  };
}

function ask(
  ports: ProbePorts,
  baseUrl: string,
  path: string,
  route: Route,
  signal: AbortSignal,
): Promise<StatusAnswer> {
  const server = { baseUrl, userAgent: ports.userAgent, route };
  return getForSignIn(ports, server, path, signal, {
    deadlineMs: LIMITS.probeDeadlineMs,
    maxBytes: LIMITS.maxProbeBytes,
  });
}
