import type { Clock } from '../../core/clock.ts';
import type { HistoryItem } from '../../core/history/history.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Batch } from './protocol.ts';

/**
 * What is appended after a pause is sent with what comes in so short a time, else so long after the last sending: nothing is
 * older than a second.
 */
const COMPANY_MS = 20;
const FLUSH_INTERVAL_MS = 900;
/** Of which the worker makes some 10 ms of work: what is asked comes in between. */
const FLUSH_BYTES = 196_608;
/** Rough bytes of a small object, and of what an event has besides its text. */
const OBJECT_BYTES = 300;
const FACTS_BYTES = 100;

export interface OutboxPorts {
  readonly clock: Clock;
  post(batch: Batch): void;
  /** Resolves when all that was posted is on disk; rejects when the other side died. */
  confirm(): Promise<unknown>;
  /** `lost()` has grown. */
  onLost(): void;
}

/** What was appended, until it is known to be with whoever has the database. */
export function createOutbox(ports: OutboxPorts) {
  const { clock } = ports;
  let next: HistoryItem[] = [];
  let nextBytes = 0;
  /** `retrying`: one batch at a time is sent again, so that the one that kills the other side is known. */
  let state: 'open' | 'paused' | 'retrying' = 'open';
  let inFlight: readonly Batch[] = [];
  let again: readonly Batch[] = [];
  /** Of `inFlight` and `again`. */
  let sentBytes = 0;
  let lost = 0;
  let cancelTimer: (() => void) | null = null;
  /** On the monotonic clock. */
  let sentAt = Number.NEGATIVE_INFINITY;

  function post(batch: Batch): void {
    inFlight = [...inFlight, batch];
    ports.post(batch);
  }

  function send(): void {
    cancelTimer?.();
    cancelTimer = null;
    if (state !== 'open' || next.length === 0) return;
    sentAt = clock.monotonic();
    sentBytes += nextBytes;
    const batch = { items: next, bytes: nextBytes };
    next = [];
    nextBytes = 0;
    post(batch);
  }

  /** Without anything to send no timer runs. */
  function sendSoon(): void {
    if (state !== 'open') return;
    if (nextBytes >= FLUSH_BYTES) send();
    else if (cancelTimer === null) {
      const dueMs = sentAt + FLUSH_INTERVAL_MS - clock.monotonic();
      cancelTimer = clock.after(Math.max(COMPANY_MS, dueMs), send);
    }
  }

  function lose(entries: number): void {
    lost += entries;
    ports.onLost();
  }

  async function retry(): Promise<void> {
    state = 'retrying';
    for (let [first] = again; first !== undefined; [first] = again) {
      again = again.slice(1);
      post(first);
      // One that can't be written is counted where that was found out.
      await ports.confirm().catch(() => undefined);
      if (!isRetrying()) return;
    }
    state = 'open';
    send();
  }

  function isRetrying(): boolean {
    return state === 'retrying';
  }

  function bytes(): number {
    return sentBytes + nextBytes;
  }

  return {
    /** Adds one to the next batch. One too many is dropped and counted. */
    add(item: HistoryItem): void {
      if (bytes() > LIMITS.maxHistoryBacklogBytes) {
        lose(1);
        return;
      }
      next.push(item);
      nextBytes += item.kind === 'event' ? item.raw.length + FACTS_BYTES : OBJECT_BYTES;
      sendSoon();
    },
    /** Sends what was added. */
    send,
    /** So many bytes were taken in, oldest first. */
    took(taken: number): void {
      let left = taken;
      for (let [first] = inFlight; first !== undefined && left >= first.bytes; [first] = inFlight) {
        left -= first.bytes;
        sentBytes -= first.bytes;
        inFlight = inFlight.slice(1);
      }
    },
    /** The other side died. What is added waits. */
    pause(): void {
      cancelTimer?.();
      cancelTimer = null;
      const died = inFlight;
      inFlight = [];
      const isSecond = isRetrying();
      state = 'paused';
      if (!isSecond) again = [...again, ...died];
      else {
        for (const batch of died) sentBytes -= batch.bytes;
        lose(died.reduce((sum, { items }) => sum + items.length, 0));
      }
    },
    /** There is another one: what was on its way is sent again, once. */
    resume: (): void => void retry(),
    /** Bytes that are not known to be with the other side. */
    bytes,
    /** Entries that were dropped, or died with the other side twice. */
    lost: (): number => lost,
    stop(): void {
      cancelTimer?.();
    },
  };
}
