import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { createQueue } from '../../../src/core/one-at-a-time.ts';
import { happenedAtMicros, keyOf } from '../../../src/core/recovery/event-key.ts';
import { createRecoverGap, type SeenEvents } from '../../../src/core/recovery/recover-gap.ts';
import type { RecoveryOutcome } from '../../../src/core/recovery/recovery.ts';
import { createRequestBudget } from '../../../src/core/stream/retry-policy.ts';
import { noSeenEvents } from '../../support/no-seen-events.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

/** A night of eight hours in which so many things change, one after another, so many times. */
const NIGHT_MS = 8 * 3_600_000;
/** How long the server works for an answer. */
const ANSWER_MS = 400;

interface Kept {
  readonly entityId: string;
  readonly at: number;
  readonly value: string;
}

const iso = (at: number): string => new Date(at).toISOString().replace('Z', '123+00:00');
const stateOf = ({ entityId, at, value }: Kept): object => ({
  entity_id: entityId,
  state: value,
  attributes: {},
  last_changed: iso(at),
  last_updated: iso(at),
});

/** A server whose recorder has all of it. `changes` oldest first. */
function createRecorder(clock: ReturnType<typeof createVirtualClock>, changes: readonly Kept[]) {
  const latest = new Map(changes.map((change) => [change.entityId, change]));
  const byEntity = new Map<string, Kept[]>();
  for (const change of changes) {
    byEntity.set(change.entityId, [...(byEntity.get(change.entityId) ?? []), change]);
  }
  let busyMs = 0;
  let requests = 0;

  function answer(url: string): unknown {
    const { pathname, searchParams } = new URL(url);
    if (pathname === '/api/states') return [...latest.values()].map(stateOf);
    if (pathname.startsWith('/api/logbook')) return [];
    const from = Date.parse(decodeURIComponent(pathname.split('/').at(-1) ?? ''));
    const to = Date.parse(searchParams.get('end_time') ?? '');
    const names = searchParams.get('filter_entity_id')?.split(',') ?? [];
    return names.flatMap((name) => {
      const all = byEntity.get(name) ?? [];
      const first = all.findLast(({ at }) => at < from);
      const within = all.filter(({ at }) => at >= from && at < to);
      return within.length === 0 && first === undefined
        ? []
        : [[...(first ? [first] : []), ...within].map(stateOf)];
    });
  }

  return {
    busyMs: () => busyMs,
    requests: () => requests,
    async transport({ url }: { readonly url: string }) {
      requests += 1;
      busyMs += ANSWER_MS;
      await new Promise<void>((resolve) => clock.after(ANSWER_MS, resolve));
      const chunks = [new TextEncoder().encode(JSON.stringify(answer(url)))];
      return {
        status: 200,
        header: (name: string) => (name === 'date' ? new Date(clock.now()).toUTCString() : undefined),
        read: () => Promise.resolve(chunks.shift() ?? null),
        cancel: () => undefined,
      };
    },
  };
}

async function recoverNight(things: number, count: number) {
  const clock = createVirtualClock();
  const gap = { from: clock.now() - NIGHT_MS, to: clock.now() };
  const changes = Array.from({ length: count }, (_, n) => ({
    entityId: `sensor.thing_${String(n % things)}`,
    at: gap.from + Math.floor(((n + 0.5) * NIGHT_MS) / count),
    value: String(n),
  }));
  const recorder = createRecorder(clock, changes);
  /** As the history has it: what was recovered is seen from then on. */
  const stored: HaEvent[] = [];
  const seen: SeenEvents = {
    ...noSeenEvents(),
    isStored: () => true,
    between: (from, to) =>
      Promise.resolve(
        stored.filter((event) => {
          const at = (happenedAtMicros(event) ?? 0) / 1_000;
          return at >= from && at <= to;
        }),
      ),
  };
  const slices: (readonly HaEvent[])[] = [];
  const startedAt = clock.monotonic();
  let outcome = null as RecoveryOutcome | null;
  const recover = createRecoverGap(gap, {
    clock,
    transport: recorder.transport,
    target: { baseUrl: 'http://home', credential: { kind: 'none' }, userAgent: 'Porchlight/test' },
    restrict: [],
    queue: createQueue(1),
    budget: createRequestBudget(() => clock.monotonic()),
    signal: new AbortController().signal,
  });
  void recover(seen, (slice) => {
    slices.push(slice.events);
    stored.push(...slice.events);
    return Promise.resolve();
  }).then((done) => (outcome = done));
  while (outcome === null) await clock.advance(ANSWER_MS);
  return { outcome, slices, recorder, tookMs: clock.monotonic() - startedAt };
}

describe('a night', () => {
  it.each([
    ['a home of 60 things', 60, 3_000],
    ['a busy home of 1,000 things', 1_000, 45_000],
  ])('in %s comes back whole, in order, each change once', async (_, things, count) => {
    const { outcome, slices } = await recoverNight(things, count);
    expect(outcome).toEqual({ kind: 'complete' });
    const all = slices.toReversed().flat();
    expect(all.length).toBe(count);
    expect(new Set(all.map(keyOf)).size).toBe(count);
    const moments = all.map((event) => happenedAtMicros(event) ?? 0);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    for (const slice of slices) expect(slice.length).toBeLessThanOrEqual(LIMITS.maxRecovered);
  });

  it('takes a tenth of the time of the server, and no more', async () => {
    const { recorder, tookMs } = await recoverNight(1_000, 20_000);
    expect(recorder.requests()).toBeGreaterThan(10);
    expect(recorder.busyMs() / tookMs).toBeLessThanOrEqual(0.11);
    expect(recorder.busyMs() / tookMs).toBeGreaterThan(0.05);
  });
});
