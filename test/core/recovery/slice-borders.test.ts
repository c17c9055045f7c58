import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { createQueue } from '../../../src/core/one-at-a-time.ts';
import { happenedAt } from '../../../src/core/recovery/event-key.ts';
import { createRecoverGap, type SeenEvents } from '../../../src/core/recovery/recover-gap.ts';
import { createRequestBudget } from '../../../src/core/stream/retry-policy.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { noSeenEvents } from '../../support/no-seen-events.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

function stateAt(at: number): Record<string, unknown> {
  const moment = new Date(at).toISOString().replace('Z', '000+00:00');
  return {
    entity_id: 'light.a',
    state: String(at),
    attributes: {},
    last_changed: moment,
    last_updated: moment,
  };
}

/** The moments of the events that come back of a gap, the newest slice first, from a server that changed a lamp at these moments. */
async function comesBack(
  gap: { readonly from: number; readonly to: number },
  moments: readonly number[],
  seen: Pick<SeenEvents, 'between'>,
  clock = createVirtualClock(),
): Promise<readonly (number | null)[]> {
  const answers: Readonly<Record<string, unknown>> = {
    states: moments.slice(-1).map(stateAt),
    logbook: [],
    history: [moments.map(stateAt)],
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
    queue: createQueue(1),
    budget: createRequestBudget(() => clock.monotonic()),
    signal: new AbortController().signal,
  });
  const found: HaEvent[] = [];
  let isDone = false as boolean;
  const recovery = recover({ ...noSeenEvents(), isStored: () => true, ...seen }, (slice) => {
    found.push(...slice.events);
    return Promise.resolve();
  }).finally(() => (isDone = true));
  for (let i = 0; i < 1_000 && !isDone; i += 1) await clock.advance(10_000);
  await recovery;
  return found.map(happenedAt);
}

describe('the border of two slices', () => {
  it('brings what happened there once, also before anything of the newer slice can be read again', async () => {
    const clock = createVirtualClock();
    const gap = { from: clock.now() - 3 * HOUR_MS, to: clock.now() };
    const border = gap.to + LIMITS.recoverySkewMs - LIMITS.recoverySliceMs;
    const moments = [gap.from - 60_000, border - 5, border, border + 1, border + 2];
    const back = await comesBack(gap, moments, { between: () => Promise.resolve([]) }, clock);
    expect(back.toSorted()).toEqual(moments.slice(1));
  });
});

describe('a gap of long ago that is gone on with', () => {
  it('does not bring again what was brought behind its end, where the store gives the newest events of a long time alone', async () => {
    const clock = createVirtualClock();
    const end = clock.now() - 3 * DAY_MS;
    const gap = { from: end - HOUR_MS / 2, to: end };
    const brought = end + 2_000;
    const event: HaEvent = {
      event_type: 'state_changed',
      data: { entity_id: 'light.a', old_state: null, new_state: stateAt(brought) },
      origin: '',
      time_fired: new Date(brought).toISOString(),
    };
    const between: SeenEvents['between'] = (from, to) =>
      Promise.resolve(from <= brought && brought <= to && to - from < DAY_MS ? [event] : []);
    const moments = [gap.from - 60_000, end - 1_000, brought];
    expect(await comesBack(gap, moments, { between }, clock)).toEqual([end - 1_000]);
  });
});
