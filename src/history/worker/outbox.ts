import type { Clock } from '../../core/clock.ts';
import type { HistoryItem } from '../../core/history/history.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Batch } from './protocol.ts';

/**
 * After a pause, the first entry is sent after the shorter delay, together with those that follow it. Further ones are sent
 * this long after the last batch, so nothing waits longer than a second.
 */
const FIRST_FLUSH_MS = 20;
const FLUSH_INTERVAL_MS = 900;
/** A batch of this size takes the worker a few milliseconds; questions are answered in between. */
const FLUSH_BYTES = 196_608;
/** Rough bytes of a small object, and of an event's fields besides its text. */
const OBJECT_BYTES = 300;
const FACTS_BYTES = 100;

export interface OutboxPorts {
  readonly clock: Clock;
  post(batch: Batch): void;
  /** Resolves when everything posted is on disk; rejects when the other side died. */
  confirm(): Promise<unknown>;
  /** `lost()` has grown. */
  onLost(): void;
}

/** Appended entries, until the other side has confirmed them. */
export function createOutbox(ports: OutboxPorts) {
  const { clock } = ports;
  let next: HistoryItem[] = [];
  let nextBytes = 0;
  /** `retrying`: one batch at a time is sent again, to find the one that kills the other side. */
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

  /** Sets a timer only if there is something to send. */
  function sendSoon(): void {
    if (state !== 'open') return;
    if (nextBytes >= FLUSH_BYTES) send();
    else if (cancelTimer === null) {
      const dueMs = sentAt + FLUSH_INTERVAL_MS - clock.monotonic();
      cancelTimer = clock.after(Math.max(FIRST_FLUSH_MS, dueMs), send);
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
      // The other side counts entries that can't be written.
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
    /** Adds an entry to the next batch. Above the limit it is dropped and counted. */
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
    /** The other side has written so many bytes, oldest first. */
    took(taken: number): void {
      let left = taken;
      for (let [first] = inFlight; first !== undefined && left >= first.bytes; [first] = inFlight) {
        left -= first.bytes;
        sentBytes -= first.bytes;
        inFlight = inFlight.slice(1);
      }
    },
    /** The other side died. New entries wait. */
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
    /** The other side was restarted: unconfirmed batches are sent again, once. */
    resume: (): void => void retry(),
    /** Bytes that the other side has not confirmed. */
    bytes,
    /** Entries that were dropped, or were lost twice with the other side. */
    lost: (): number => lost,
    stop(): void {
      cancelTimer?.();
    },
  };
}
