import type { Clock, Random } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { FailureCode } from '../stream/failure.ts';
import { sleep } from '../sleep.ts';
import { parseRetryAfter } from '../stream/response-failure.ts';
import { withResponse } from '../stream/rest.ts';
import type { Transport } from '../stream/transport.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { AlertMessage } from './alert-message.ts';
import type { Address, Destination } from './destination.ts';
import { toDelivery } from './to-delivery.ts';
import type { Trouble } from './trouble.ts';

export interface OutboxPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly userAgent: string;
  /** Read at each try and not kept; `null` when there is none now. */
  readAddress(destination: Destination): Promise<Address | null>;
  /** A message is given up. */
  onLost(destination: Destination, message: AlertMessage, trouble: Trouble): void;
  onDelivered(destination: Destination): void;
}

/** Failures of a network that may be over soon. A bad certificate is not. */
const PASSING: ReadonlySet<FailureCode> = new Set([
  'dns',
  'refused',
  'unreachable',
  'timeout',
  'reset',
  'proxy-failed',
]);

interface Waiting {
  readonly message: AlertMessage;
  /** By the monotonic clock, ms: after this it is not tried again. */
  readonly until: number;
}

interface Queue {
  /** As it is in the settings now. */
  destination: Destination;
  readonly waiting: Waiting[];
}

type Tried = { readonly trouble: Trouble; readonly isPassing: boolean; readonly afterMs: number } | null;

/**
 * Delivers messages in their order, one at a time to each destination. What fails for a while is tried again, within
 * `LIMITS.deliveryMs`; the others behind it wait. At most `LIMITS.maxDeliveries` wait, in memory.
 */
export function createOutbox(ports: OutboxPorts) {
  const { clock } = ports;
  const stopping = new AbortController();
  const queues = new Map<string, Queue>();

  function isStopped(): boolean {
    return stopping.signal.aborted;
  }

  /** Its destination was removed meanwhile, or all is about to end: nobody is to hear of it. */
  function isOver(queue: Queue): boolean {
    return isStopped() || queues.get(queue.destination.id) !== queue;
  }

  async function tryOnce(destination: Destination, message: AlertMessage): Promise<Tried> {
    const address = await unlessAborted(ports.readAddress(destination), stopping.signal);
    if (address === null) return { trouble: { kind: 'no-address' }, isPassing: false, afterMs: 0 };
    const { url, headers, body } = toDelivery(destination.kind, address, message);
    const answer = await withResponse(
      ports,
      {
        method: 'POST',
        url,
        headers: { ...headers, 'user-agent': ports.userAgent, accept: '*/*' },
        body,
        proxy: { kind: 'system' },
        deadlineMs: LIMITS.deliveryDeadlineMs,
        signal: stopping.signal,
      },
      (response) =>
        Promise.resolve({
          status: response.status,
          afterMs: parseRetryAfter(response.header('retry-after'), clock.now()) ?? 0,
        }),
    );
    if ('failure' in answer) {
      const { code } = answer.failure;
      return { trouble: { kind: 'failed', code }, isPassing: PASSING.has(code), afterMs: 0 };
    }
    const { status, afterMs } = answer;
    if (status >= 200 && status < 300) return null;
    const isPassing = status >= 500 || status === 408 || status === 425 || status === 429;
    return { trouble: { kind: 'status', status }, isPassing, afterMs };
  }

  /** Half of the delay is by chance, so that what failed together does not come back together. */
  function delayMs(tries: number): number {
    const most = LIMITS.deliveryDelaysMs[tries - 1] ?? Infinity;
    return most * (0.5 + ports.random() / 2);
  }

  async function deliver(queue: Queue, { message, until }: Waiting): Promise<void> {
    for (let tries = 1; ; tries++) {
      const tried = await tryOnce(queue.destination, message);
      if (isOver(queue)) return;
      if (tried === null) {
        ports.onDelivered(queue.destination);
        return;
      }
      const waitMs = Math.max(delayMs(tries), tried.afterMs);
      if (!tried.isPassing || clock.monotonic() + waitMs > until) {
        ports.onLost(queue.destination, message, tried.trouble);
        return;
      }
      await sleep(clock, waitMs, stopping.signal);
      if (isOver(queue)) return;
    }
  }

  async function run(queue: Queue): Promise<void> {
    for (;;) {
      const [next] = queue.waiting;
      if (next === undefined || isStopped()) break;
      await deliver(queue, next);
      queue.waiting.shift();
    }
    if (queues.get(queue.destination.id) === queue) queues.delete(queue.destination.id);
  }

  return {
    send(destination: Destination, message: AlertMessage): void {
      const count = [...queues.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
      if (count >= LIMITS.maxDeliveries) {
        ports.onLost(destination, message, { kind: 'too-many' });
        return;
      }
      const next = { message, until: clock.monotonic() + LIMITS.deliveryMs };
      const queue = queues.get(destination.id);
      if (queue !== undefined) {
        queue.destination = destination;
        queue.waiting.push(next);
        return;
      }
      const started = { destination, waiting: [next] };
      queues.set(destination.id, started);
      void run(started);
    },
    /** Sends a message at once and once. `null`: it was taken. */
    async test(destination: Destination, message: AlertMessage): Promise<Trouble | null> {
      return (await tryOnce(destination, message))?.trouble ?? null;
    },
    /** Drops what waits for a destination that was removed. */
    drop(id: string): void {
      queues.get(id)?.waiting.splice(1);
      queues.delete(id);
    },
    /** Drops everything that waits. */
    stop(): void {
      stopping.abort();
    },
  };
}
