import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import type { Queue } from '../../../src/core/one-at-a-time.ts';
import { createRecoverGap, type SeenEvents } from '../../../src/core/recovery/recover-gap.ts';
import { createRequestBudget } from '../../../src/core/stream/retry-policy.ts';
import { noSeenEvents } from '../../support/no-seen-events.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const iso = (at: number): string => new Date(at).toISOString().replace('Z', '000+00:00');

function stateOf(value: string, at: number): Record<string, unknown> {
  return {
    entity_id: 'light.a',
    state: value,
    attributes: {},
    last_changed: iso(at),
    last_updated: iso(at),
  };
}

function change(value: string, at: number): HaEvent {
  const data = { entity_id: 'light.a', old_state: null, new_state: stateOf(value, at) };
  return { event_type: 'state_changed', data, origin: 'LOCAL', time_fired: iso(at) };
}

/** A gap of ten seconds whose recovery waits for its turn. The server has three changes: the first was seen just before the gap. */
function createWaitingGap(isStored: boolean) {
  const clock = createVirtualClock();
  const gap = { from: clock.now(), to: clock.now() + 10_000 };
  const before = change('on', gap.from - 1);
  /** Whether the events before the gap can still be read. */
  let isKept = true;
  const reads: string[] = [];
  let turn = (): void => undefined;
  const queue: Queue = {
    run: (job) =>
      new Promise((resolve, reject) => {
        turn = () => void job().then(resolve, reject);
      }),
  };
  const seen: SeenEvents = {
    ...noSeenEvents(),
    isStored: () => isStored,
    between(from, _to, max) {
      reads.push(`${from < gap.from ? 'before' : 'in'} the gap, ${String(max ?? 'all')}`);
      return Promise.resolve(isKept && from < gap.from ? [before] : []);
    },
  };
  const answers: Readonly<Record<string, unknown>> = {
    states: [stateOf('dim', gap.from + 5_000)],
    logbook: [],
    history: [[stateOf('on', gap.from - 1), stateOf('off', gap.from + 1), stateOf('dim', gap.from + 5_000)]],
  };
  const recover = createRecoverGap(gap, {
    clock,
    transport: ({ url }) => {
      const [, name = ''] = /api\/(\w+)/.exec(url) ?? [];
      const chunks = [new TextEncoder().encode(JSON.stringify(answers[name]))];
      return Promise.resolve({
        status: 200,
        header: () => undefined,
        read: () => Promise.resolve(chunks.shift() ?? null),
        cancel: () => undefined,
      });
    },
    target: { baseUrl: 'http://home', credential: { kind: 'none' }, userAgent: 'Porchlight/test' },
    restrict: [],
    queue,
    budget: createRequestBudget(() => clock.monotonic()),
    signal: new AbortController().signal,
  });
  let isDone = false;
  const events: HaEvent[] = [];
  return {
    clock,
    reads,
    start: () =>
      void recover(seen, (slice) => Promise.resolve(void events.unshift(...slice.events))).then(
        () => (isDone = true),
      ),
    loseMemory: () => void (isKept = false),
    async takeTurn(): Promise<readonly unknown[]> {
      turn();
      for (let i = 0; i < 100 && !isDone; i += 1) await clock.advance(1_000);
      return events.map(({ data }) => (data['new_state'] as { state: string }).state);
    },
  };
}

describe('a recovery that waits for its turn', () => {
  it('reads nothing before its turn where a store keeps what leaves memory', async () => {
    const gap = createWaitingGap(true);
    gap.start();
    await gap.clock.advance(60_000);
    expect(gap.reads).toEqual([]);
    expect(await gap.takeTurn()).toEqual(['off', 'dim']);
    expect(gap.reads.slice(0, 2)).toEqual(['before the gap, all', 'in the gap, all']);
  });

  it('still knows what was seen before the gap when that has left memory and there is no store', async () => {
    const gap = createWaitingGap(false);
    gap.start();
    await gap.clock.advance(60_000);
    expect(gap.reads).toEqual(['before the gap, 5000', 'in the gap, 5000']);
    gap.loseMemory();
    expect(await gap.takeTurn()).toEqual(['off', 'dim']);
  });
});
