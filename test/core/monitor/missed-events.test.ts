import { describe, expect, it } from 'vitest';
import type { Alerts } from '../../../src/core/monitor/alerts.ts';
import { createMissedEvents } from '../../../src/core/monitor/missed-events.ts';
import type { LateEvent } from '../../../src/core/monitor/monitor-contract.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { NO_STORE, type LogStore } from '../../../src/core/log/log-store.ts';
import { haEvent } from '../../support/event-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function events(first: number, count: number): readonly LateEvent[] {
  return Array.from({ length: count }, (_, n) => ({ seq: first + n, event: haEvent('x'), raw: '{}' }));
}

/** Offers slices of so many events, the newest slice first. Returns the keys as rules read them, and the questions to the store. */
async function offer(isStored: boolean, sizes: readonly number[]) {
  const clock = createVirtualClock();
  const read: number[] = [];
  const asked: string[] = [];
  const portions: number[] = [];
  let ended = 0;
  const urgent: number[] = [];
  let toldFrom: number | null = null;
  const alerts: Pick<Alerts, 'startMissed'> = {
    startMissed: (_slept, options) => ({
      take: (items) => {
        if (options?.urgentOnly === true) {
          urgent.push(...items.map(({ seq }) => seq));
          return;
        }
        toldFrom = options?.urgentToldFrom ?? null;
        portions.push(items.length);
        read.push(...items.map(({ seq }) => seq));
      },
      end: () => void (ended += options?.urgentOnly === true ? 0 : 1),
    }),
  };
  const store: LogStore = {
    ...NO_STORE,
    isOpen: () => isStored,
    recovered(serverId, first, last) {
      asked.push(`${serverId} ${String(first)} ${String(last)}`);
      return Promise.resolve(events(first, last - first + 1));
    },
  };
  const missed = createMissedEvents({ clock, alerts, store }, 'home', true);
  let first = 1_000_000;
  for (const [at, size] of sizes.entries()) {
    first -= size;
    missed.add(events(first, size), at === sizes.length - 1);
  }
  let isDone = false as boolean;
  const done = missed.end(new AbortController().signal).then(() => (isDone = true));
  while (!isDone) await clock.advance(0);
  await done;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(read).toEqual(Array.from({ length: total }, (_, n) => first + n));
  expect(ended).toBe(1);
  return { asked, portions, urgent, toldFrom };
}

describe('what was missed', () => {
  it('is read by the rules oldest first, though it came newest first', async () => {
    const { asked } = await offer(true, [3, 0, 5, 2]);
    expect(asked).toEqual([]);
  });

  it('is read at once by urgent rules, slice by slice, while more is to come', async () => {
    const { urgent, toldFrom } = await offer(true, [3, 2, 4]);
    expect(urgent).toEqual([999_997, 999_998, 999_999, 999_995, 999_996]);
    expect(toldFrom).toBe(999_995);
  });

  it('does not go to urgent rules twice where it is one slice', async () => {
    const { urgent, toldFrom } = await offer(true, [3]);
    expect(urgent).toEqual([]);
    expect(toldFrom).toBe(Number.POSITIVE_INFINITY);
  });

  it('is read in portions, so that other work has its turn', async () => {
    const { portions } = await offer(true, [1_000]);
    expect(portions.length).toBeGreaterThan(4);
  });

  it('is read again from the store where it does not fit memory', async () => {
    const { asked } = await offer(true, [LIMITS.maxRecoveredWithoutStore - 10, 20, 10_000]);
    expect(asked).toEqual(['home 984990 994989', 'home 994990 995009']);
  });

  it('is not read from the store when Porchlight quits', async () => {
    const asked: unknown[] = [];
    const read: number[] = [];
    const missed = createMissedEvents(
      {
        clock: createVirtualClock(),
        alerts: {
          startMissed: (_slept, options) => ({
            take: (items) => {
              if (options?.urgentOnly !== true) read.push(...items.map(({ seq }) => seq));
            },
            end: () => undefined,
          }),
        },
        store: {
          ...NO_STORE,
          isOpen: () => true,
          recovered: (...args) => {
            asked.push(args);
            return Promise.resolve([]);
          },
        },
      },
      'home',
      false,
    );
    missed.add(events(20_000, 3), false);
    missed.add(events(5_000, 10_000), false);
    await missed.end(AbortSignal.abort());
    expect(asked).toEqual([]);
    expect(read).toEqual([20_000, 20_001, 20_002]);
  });

  it('is held where there is no store', async () => {
    const { asked } = await offer(false, [LIMITS.maxRecoveredWithoutStore - 10, 20, 10]);
    expect(asked).toEqual([]);
  });
});
