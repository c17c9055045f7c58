import type { Clock } from '../clock.ts';
import { isWireRecord, readText } from '../events/read-field.ts';
import { LIMITS } from '../limits.ts';
import type { Failure } from './failure.ts';
import { toRequest, type Target } from './request.ts';
import { ANY_TYPE, contentFailure, statusFailure, toFailure } from './response-failure.ts';
import {
  TransportError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from './transport.ts';

export interface RestPorts {
  readonly transport: Transport;
  readonly clock: Clock;
}

export type RestAnswer =
  { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly failure: Failure };

/**
 * `GET`s a JSON document of the REST API. One deadline for head and body, a limit on its size, no redirects. A body
 * that is not JSON is `not-event-stream` here too: the server is not Home Assistant.
 */
export function getJson(
  ports: RestPorts,
  target: Target,
  path: string,
  signal: AbortSignal,
): Promise<RestAnswer> {
  return askJson(ports, target, { method: 'GET', path, signal });
}

/** Path below the base address, and a JSON text. */
export interface PostRequest {
  readonly path: string;
  readonly body: string;
}

/** The result of a request that changes something. */
export type PostAnswer =
  | { readonly kind: 'done'; readonly body: unknown }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Nothing was sent. */
  | { readonly kind: 'not-live' }
  | { readonly kind: 'too-many'; readonly waitMs: number };

/** The same for any method. A `POST` is never repeated: without an answer its effect is unknown. */
export function askJson(
  ports: RestPorts,
  target: Target,
  request: Omit<RestRequest, 'deadlineMs'>,
): Promise<RestAnswer> {
  const bounded = { ...request, deadlineMs: LIMITS.headersDeadlineMs };
  return askServer<RestAnswer>(ports, target, bounded, async (response) =>
    parseBody(await readBody(response), response.status),
  );
}

/** A request without a usable answer. */
export type Unanswered = Extract<RestAnswer, { readonly ok: false }>;

interface RestRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: string;
  /** Media types; JSON without it. */
  readonly accept?: string;
  /** For the head and the whole body. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** An answer of any status. `failure` is what it means when it is not 200. */
export type StatusAnswer =
  | { readonly ok: true; readonly status: number; readonly body: unknown; readonly failure: Failure }
  | Unanswered;

/** Bounds of one answer, where they are not those of the REST API. */
interface AnswerBounds {
  /** For the head and the whole body. */
  readonly deadlineMs: number;
  readonly maxBytes: number;
}

/** Without a credential: for the requests of a sign-in, whose errors are JSON, too. Never repeated, never follows a redirect. */
export function getForSignIn(
  ports: RestPorts,
  server: Omit<Target, 'credential'>,
  path: string,
  signal: AbortSignal,
  bounds?: AnswerBounds,
): Promise<StatusAnswer> {
  return askAnyStatus(ports, server, { method: 'GET', path, signal }, bounds);
}

/** The same for any method, with a JSON text as its body. */
export function askOpen(
  ports: RestPorts,
  server: Omit<Target, 'credential'>,
  request: Pick<RestRequest, 'method' | 'path' | 'body'>,
  signal: AbortSignal,
): Promise<StatusAnswer> {
  return askAnyStatus(ports, server, { ...request, signal }, undefined, 'application/json');
}

/** The same with a form as its body, where a secret belongs: never in an address. */
export function askForm(
  ports: RestPorts,
  server: Omit<Target, 'credential'>,
  path: string,
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<StatusAnswer> {
  const body = new URLSearchParams(form).toString();
  return askAnyStatus(ports, server, { method: 'POST', path, body, signal });
}

function askAnyStatus(
  ports: RestPorts,
  server: Omit<Target, 'credential'>,
  { method, path, body, signal }: Omit<RestRequest, 'accept' | 'deadlineMs'>,
  { deadlineMs, maxBytes }: AnswerBounds = {
    deadlineMs: LIMITS.headersDeadlineMs,
    maxBytes: LIMITS.maxBodyBytes,
  },
  contentType = 'application/x-www-form-urlencoded',
): Promise<StatusAnswer> {
  const { url, headers, route } = toRequest(
    { ...server, credential: { kind: 'none' } },
    path,
    'application/json',
  );
  const content =
    body === undefined ? { headers } : { headers: { ...headers, 'content-type': contentType }, body };
  const request = { method, url, ...content, ...route, deadlineMs, signal };
  return withResponse<StatusAnswer>(ports, request, async (response) => {
    const { status } = response;
    const failure = statusFailure(response, url, ports.clock.now()) ??
      contentFailure(response, ANY_TYPE) ?? { code: 'not-event-stream', status };
    if (failure.code === 'redirect' || failure.code === 'encoded') return { ok: false, failure };
    const parsed = parseBody(await readBody(response, maxBytes), status);
    return { ok: true, status, body: parsed.ok ? parsed.body : null, failure };
  });
}

/** One request, whose body `use` reads. */
export async function askServer<T>(
  ports: RestPorts,
  target: Target,
  { method, path, body, accept = 'application/json', deadlineMs, signal }: RestRequest,
  use: (response: TransportResponse) => Promise<T>,
): Promise<T | Unanswered> {
  const { url, headers, route } = toRequest(target, path, accept);
  const content = body === undefined ? {} : { body };
  const sent = body === undefined ? headers : { ...headers, 'content-type': 'application/json' };
  const request = { method, url, headers: sent, ...content, ...route, deadlineMs, signal };
  return withResponse<T | Unanswered>(ports, request, async (response) => {
    const failure = statusFailure(response, url, ports.clock.now()) ?? contentFailure(response, ANY_TYPE);
    return failure === null ? await use(response) : { ok: false, failure };
  });
}

/** One request to anywhere, with a deadline for all that `use` does with the answer. */
export async function withResponse<T>(
  ports: RestPorts,
  { deadlineMs, signal, ...request }: TransportRequest & Pick<RestRequest, 'deadlineMs'>,
  use: (response: TransportResponse) => Promise<T>,
): Promise<T | Unanswered> {
  const abort = new AbortController();
  const onAbort = (): void => {
    abort.abort();
  };
  if (signal.aborted) return { ok: false, failure: { code: 'closed' } };
  signal.addEventListener('abort', onAbort);
  let timedOut = false as boolean;
  const cancelTimer = ports.clock.after(deadlineMs, () => {
    timedOut = true;
    abort.abort();
  });
  let response: TransportResponse | null = null;
  try {
    response = await ports.transport({ ...request, signal: abort.signal });
    return await use(response);
  } catch (error) {
    if (timedOut && error instanceof TransportError) return { ok: false, failure: { code: 'timeout' } };
    return { ok: false, failure: toFailure(error) };
  } finally {
    cancelTimer();
    signal.removeEventListener('abort', onAbort);
    response?.cancel();
  }
}

function parseBody(text: string | null, status: number): RestAnswer {
  const failure: Failure = { code: 'not-event-stream', status };
  if (text === null) return { ok: false, failure };
  try {
    return { ok: true, body: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, failure };
  }
}

/** The body as text, or `null` when it is larger. */
async function readBody(
  response: TransportResponse,
  maxBytes: number = LIMITS.maxBodyBytes,
): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const chunk = await response.read();
    if (chunk === null) return text + decoder.decode();
    bytes += chunk.length;
    if (bytes > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
}

/** `GET /api/` answers `{"message": "API running."}` on every version. */
export function isApiRunning(body: unknown): boolean {
  return isWireRecord(body) && typeof body['message'] === 'string';
}

/** What `/api/config` says of a server; empty where it says nothing. */
export function readConfig(body: unknown): { readonly version: string; readonly locationName: string } {
  const config = isWireRecord(body) ? body : {};
  return {
    version: readText(config, 'version').slice(0, 40),
    locationName: readText(config, 'location_name').slice(0, 80),
  };
}
