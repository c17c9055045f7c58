import type { Clock } from '../core/clock.ts';
import { systemCode } from '../node/describe-file-problem.ts';

/** The part of a Node stream that is needed. */
export interface LineStream {
  /** False when the stream's buffer is full and the writer should wait for `drain`. */
  write(text: string): boolean;
  on(event: 'drain', fn: () => void): unknown;
  on(event: 'error', fn: (error: Error) => void): unknown;
  /** Bytes in the stream's buffer. */
  readonly writableLength: number;
}

/** Limits of the lines that wait for a slow reader. More are dropped, counted and reported. */
export const MAX_WAITING_LINES = 20_000;
export const MAX_WAITING_CHARS = 16 * 1_048_576;

/** How often the end checks whether all is written. */
const FLUSH_POLL_MS = 10;

export interface LineOutputOptions {
  readonly stream: LineStream;
  readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  /** The line that replaces dropped ones. */
  readonly toDroppedLine: (count: number) => string;
  /** The stream failed; nothing more will be written. `null` when the reader went away, else the system's code. */
  readonly onClosed: (code: string | null) => void;
}

/** A waiting line, or the place where lines were dropped. */
type Waiting = { readonly line: string } | { dropped: number };

/**
 * Writes lines to a stream through a bounded queue. A slow or stalled reader (a pager, a paused terminal) must not
 * block the connection, because Home Assistant queues without limit for a client that does not read.
 */
export function createLineOutput({ stream, clock, toDroppedLine, onClosed }: LineOutputOptions) {
  let queue: Waiting[] = [];
  let chars = 0;
  let full = false;
  let closed = false;
  let dropped = 0;

  function fail(code: string): void {
    if (closed) return;
    closed = true;
    queue = [];
    onClosed(code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' ? null : code || 'unknown');
  }

  stream.on('error', (error) => {
    fail(systemCode(error));
  });
  stream.on('drain', () => {
    const waiting = queue;
    queue = [];
    chars = 0;
    full = false;
    if (waiting.length > 0) send(waiting.map(toText).join(''));
  });

  function toText(entry: Waiting): string {
    return `${'line' in entry ? entry.line : toDroppedLine(entry.dropped)}\n`;
  }

  function send(text: string): void {
    try {
      full = !stream.write(text);
    } catch (error) {
      // A file is written synchronously, so a full disk is reported here.
      fail(systemCode(error));
    }
  }

  function enqueue(line: string): void {
    queue.push({ line });
    chars += line.length;
  }

  function drop(): void {
    dropped += 1;
    const last = queue.at(-1);
    if (last !== undefined && 'dropped' in last) last.dropped += 1;
    else queue.push({ dropped: 1 });
  }

  return {
    /** Lines dropped since the start. */
    get dropped() {
      return dropped;
    },
    /** Writes a line now, or queues it for a slow reader, or drops and counts it. Never waits. */
    write(line: string): void {
      if (closed) return;
      if (!full) send(`${line}\n`);
      else if (queue.length < MAX_WAITING_LINES && chars + line.length <= MAX_WAITING_CHARS) enqueue(line);
      else drop();
    },
    /** Writes a rare line that must not be lost, such as a state or a gap, even when the queue is full. */
    writeAlways(line: string): void {
      if (closed) return;
      if (full) enqueue(line);
      else send(`${line}\n`);
    },
    /**
     * Resolves to true when everything is written or the reader went away, to false when the reader took nothing for
     * `standstillMs`: what was left is given up.
     */
    flush: async (standstillMs: number): Promise<boolean> => {
      let left = queue.length + stream.writableLength;
      let movedAt = clock.monotonic();
      while (!closed && left > 0) {
        if (clock.monotonic() - movedAt >= standstillMs) return false;
        await new Promise<void>((resolve) => {
          clock.after(FLUSH_POLL_MS, resolve);
        });
        const now = queue.length + stream.writableLength;
        if (now !== left) movedAt = clock.monotonic();
        left = now;
      }
      return true;
    },
  };
}
