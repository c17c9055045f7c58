import { runAttempt, type AttemptEnd } from '../../src/core/stream/attempt.ts';
import type { TransportRequest } from '../../src/core/stream/transport.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** What a server answers to the one request. */
export interface PlayedAnswer {
  readonly status?: number;
  /** Lower-case names. An event stream unless told otherwise. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly chunks?: readonly Uint8Array[];
}

export interface PlayedAttempt {
  readonly end: AttemptEnd;
  readonly texts: readonly string[];
  /** Bytes of each block that was dropped and has ended. */
  readonly oversize: readonly number[];
  readonly request: TransportRequest | null;
  readonly wasLive: boolean;
  /** The body was given up, so that the socket is free again. */
  readonly cancelled: boolean;
}

/** Runs the real `runAttempt`, from the request to the text of each message, against an answer from memory. */
export async function playAttempt(
  answer: PlayedAnswer,
  asked: { readonly url?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<PlayedAttempt> {
  const { status = 200, headers = { 'content-type': 'text/event-stream' }, chunks = [] } = answer;
  const texts: string[] = [];
  const oversize: number[] = [];
  let request: TransportRequest | null = null;
  let wasLive = false;
  let cancelled = false;
  let next = 0;
  const end = await runAttempt({
    url: asked.url ?? 'http://127.0.0.1:8123/api/stream',
    headers: asked.headers ?? {},
    transport: (made) => {
      request = made;
      return Promise.resolve({
        status,
        header: (name) => headers[name],
        read: () => Promise.resolve(chunks[next++] ?? null),
        cancel: () => {
          cancelled = true;
        },
      });
    },
    clock: createVirtualClock(),
    onLive: () => {
      wasLive = true;
    },
    onMessage: (text) => texts.push(text),
    onOversize: () => undefined,
    onOversizeEnd: (bytes) => oversize.push(bytes),
    signal: new AbortController().signal,
  });
  return { end, texts, oversize, request, wasLive, cancelled };
}
