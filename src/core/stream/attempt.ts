import { EventSource, type FetchLikeResponse } from 'eventsource';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { Route } from '../route/route.ts';
import type { Failure } from './failure.ts';
import { createFrameGuard } from './frame-guard.ts';
import { contentFailure, EVENT_STREAM_TYPE, statusFailure, toFailure } from './response-failure.ts';
import type { Transport, TransportResponse } from './transport.ts';

export interface AttemptOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly route?: Route;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Called once, with the first byte of the body: no proxy holds the stream back. */
  onLive(): void;
  /** The text of one message. */
  onMessage(text: string): void;
  /** A block was larger than `LIMITS` allow and was dropped. */
  onOversize(bytes: number): void;
  /** Ends the attempt with `closed`. */
  readonly signal: AbortSignal;
}

export interface AttemptEnd {
  readonly failure: Failure;
  /** Wall clock of the last byte, epoch ms; `null` when the stream was never live. */
  readonly lastByteAt: number | null;
}

/**
 * One connection, from request to whatever ends it; resolves, never rejects. Uses one `EventSource` object and never
 * a second time, because `eventsource` retries by rules of its own: not after a 503, after `retry: 0` without
 * pause, with whatever `id:` it was told. The `fetch` it gets is ours: checks the answer, watches the time, and
 * closes the socket on every way out.
 */
export function runAttempt(options: AttemptOptions): Promise<AttemptEnd> {
  const { clock, transport, signal } = options;
  return new Promise((resolve) => {
    const abort = new AbortController();
    let source: EventSource | null = null;
    let response: TransportResponse | null = null;
    let lastByteAt: number | null = null;
    let lastByteMono = 0;
    let cancelTimer = (): void => undefined;
    let ended = false;

    function end(failure: Failure): void {
      if (ended) return;
      ended = true;
      cancelTimer();
      signal.removeEventListener('abort', onAbort);
      source?.close();
      response?.cancel();
      abort.abort();
      resolve({ failure, lastByteAt });
    }

    function onAbort(): void {
      end({ code: 'closed' });
    }

    function expect(delayMs: number, failure: Failure): void {
      cancelTimer();
      cancelTimer = clock.after(delayMs, () => {
        end(failure);
      });
    }

    /** One timer for the whole life of a stream: it looks how long ago the last byte was and sleeps for the rest. */
    function watchSilence(): void {
      const leftMs = lastByteMono + LIMITS.silenceMs - clock.monotonic();
      if (leftMs <= 0) end({ code: 'silent' });
      else cancelTimer = clock.after(leftMs, watchSilence);
    }

    function noteBytes(): void {
      lastByteMono = clock.monotonic();
      if (lastByteAt === null) {
        cancelTimer();
        watchSilence();
        lastByteAt = clock.now();
        options.onLive();
      } else {
        lastByteAt = clock.now();
      }
    }

    async function openStream(): Promise<FetchLikeResponse> {
      expect(LIMITS.headersDeadlineMs, { code: 'timeout' });
      const answer = await transport({
        method: 'GET',
        url: options.url,
        headers: options.headers,
        ...options.route,
        signal: abort.signal,
      });
      response = answer;
      if (ended) {
        answer.cancel();
        throw new Ended();
      }
      const failure =
        statusFailure(answer, options.url, clock.now()) ?? contentFailure(answer, EVENT_STREAM_TYPE);
      if (failure !== null) {
        end(failure);
        throw new Ended();
      }
      expect(LIMITS.firstByteDeadlineMs, { code: 'buffered' });
      return toFetchResponse(answer, options, noteBytes, end);
    }

    function connect(): Promise<FetchLikeResponse> {
      return openStream().catch((error: unknown) => {
        if (!(error instanceof Ended)) end(toFailure(error));
        // The name makes `eventsource` silent about it: this attempt is over, and we have said why.
        throw new Ended();
      });
    }

    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort);
    source = new EventSource(options.url, { fetch: connect, maxBufferSize: LIMITS.maxEventBytes });
    source.onmessage = (message) => {
      if (!ended) options.onMessage(String(message.data));
    };
    // Whatever `eventsource` finds fault with after our own checks: it must not retry by itself.
    source.onerror = () => {
      end({ code: 'reset' });
    };
  });
}

/** Thrown into `eventsource` to end its part; it stays silent about errors of this name. */
class Ended extends Error {
  override readonly name = 'AbortError';
}

/** The body as `eventsource` reads it: guarded, and with its end told to us before it is told to the parser. */
function toFetchResponse(
  response: TransportResponse,
  options: AttemptOptions,
  noteBytes: () => void,
  end: (failure: Failure) => void,
): FetchLikeResponse {
  const guard = createFrameGuard((bytes) => {
    options.onOversize(bytes);
  });
  let blocks: readonly Uint8Array[] = [];
  let next = 0;

  async function read(): Promise<{ done: false; value: Uint8Array } | { done: true; value: undefined }> {
    for (;;) {
      const ready = blocks[next];
      next += 1;
      if (ready !== undefined) return { done: false, value: ready };
      let chunk: Uint8Array | null;
      try {
        chunk = await response.read();
      } catch (error) {
        end(toFailure(error));
        return { done: true, value: undefined };
      }
      if (chunk === null) {
        end({ code: 'ended' });
        return { done: true, value: undefined };
      }
      if (chunk.length > 0) noteBytes();
      blocks = guard.push(chunk);
      next = 0;
    }
  }

  return {
    status: response.status,
    url: options.url,
    redirected: false,
    headers: { get: (name) => response.header(name.toLowerCase()) ?? null },
    body: {
      getReader: () => ({
        read,
        cancel: () => {
          response.cancel();
          return Promise.resolve();
        },
      }),
    },
  };
}
