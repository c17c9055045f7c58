import { runAttempt, type AttemptEnd, type AttemptOptions } from '../../src/core/stream/attempt.ts';
import { createVirtualClock, settle, type VirtualClock } from './virtual-clock.ts';

const encoder = new TextEncoder();

/** An attempt whose body is sent by hand. */
export interface Stage {
  readonly clock: VirtualClock;
  /** What came out, in order: texts, and the sizes of what was too large. */
  readonly said: string[];
  /** When the bytes of each came, ms after the start. */
  readonly times: number[];
  readonly pulls: () => number;
  send(text: string | Uint8Array): Promise<void>;
  /** The server ends the stream. */
  close(): Promise<void>;
  readonly end: Promise<AttemptEnd>;
  isOver(): boolean;
  stop(): void;
}

/** Runs the real `runAttempt`. */
export function playByHand(options: Pick<AttemptOptions, 'readyToRead'> = {}): Stage {
  const clock = createVirtualClock();
  const said: string[] = [];
  const times: number[] = [];
  const startedAt = clock.now();
  const sent: (Uint8Array | null)[] = [];
  const stopping = new AbortController();
  let pulls = 0;
  let wanted: ((chunk: Uint8Array | null) => void) | null = null;
  let over = false;
  function deliver(): void {
    const chunk = wanted === null ? undefined : sent.shift();
    if (chunk === undefined || wanted === null) return;
    const give = wanted;
    wanted = null;
    give(chunk);
  }
  const end = runAttempt({
    url: 'http://127.0.0.1:8123/api/stream',
    headers: {},
    transport: () =>
      Promise.resolve({
        status: 200,
        header: (name) => (name === 'content-type' ? 'text/event-stream' : undefined),
        read: () =>
          new Promise((resolve) => {
            pulls += 1;
            wanted = resolve;
            deliver();
          }),
        cancel: () => wanted?.(null),
      }),
    clock,
    onLive: () => undefined,
    onMessage(text, arrivedAt) {
      said.push(text);
      times.push(arrivedAt - startedAt);
    },
    onOversize: (size) => said.push(`more than ${String(size)}`),
    onOversizeEnd: (size) => said.push(`${String(size)} in all`),
    ...options,
    signal: stopping.signal,
  }).finally(() => (over = true));
  return {
    clock,
    said,
    times,
    pulls: () => pulls,
    async send(text) {
      sent.push(typeof text === 'string' ? encoder.encode(text) : text);
      deliver();
      await settle();
    },
    async close() {
      sent.push(null);
      deliver();
      await settle();
    },
    end,
    isOver: () => over,
    stop() {
      stopping.abort();
    },
  };
}
