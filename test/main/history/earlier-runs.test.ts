import { describe, expect, it } from 'vitest';
import type { ConnectionSpan, History, StoredState } from '../../../src/core/history/history.ts';
import { takeOverEarlierRuns } from '../../../src/main/history/earlier-runs.ts';
import { createInertHistory } from '../../support/inert-history.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const ALERT = { seq: 7, at: 5, title: 'Door', body: '', outcome: 'raised' } as const;

function startBench(part: Partial<History>, newestAt: number | null = 900) {
  const states: StoredState[] = [];
  const inert = createInertHistory('disk');
  const history: History = {
    ...inert,
    status: () => ({ ...inert.status(), newestAt }),
    appendState: (state) => states.push(state),
    alerts: () => Promise.resolve([ALERT]),
    ...part,
  };
  const clock = createVirtualClock();
  return { states, clock, alerts: takeOverEarlierRuns(history, clock) };
}

function span(part: Partial<ConnectionSpan>): ConnectionSpan {
  return { kind: 'live', serverId: 'home', from: 100, to: null, code: '', ...part };
}

describe('takeOverEarlierRuns', () => {
  it('ends what a killed run left open at the last event that it kept', async () => {
    const spans = [
      span({}),
      span({ serverId: 'cabin', kind: 'away', from: 950 }),
      span({ serverId: 'off', kind: 'off' }),
      span({ from: 10, to: 90 }),
    ];
    const bench = startBench({ connectionSpans: () => Promise.resolve(spans) });
    expect(await bench.alerts).toEqual([ALERT]);
    expect(bench.states).toEqual([
      { serverId: 'home', at: 900, state: 'idle', code: '' },
      { serverId: 'cabin', at: 950, state: 'idle', code: '' },
    ]);
  });

  it('ends none later than now, however far ahead the clock of the server is', async () => {
    const bench = startBench({ connectionSpans: () => Promise.resolve([span({})]) }, Number.MAX_SAFE_INTEGER);
    await bench.alerts;
    expect(bench.states.map(({ at }) => at)).toEqual([bench.clock.now()]);
  });

  it.each<readonly [string, History['connectionSpans']]>([
    ['can not be read', () => Promise.reject(new Error('gone'))],
    ['hangs', () => new Promise(() => undefined)],
  ])('starts with nothing when the history %s', async (_what, connectionSpans) => {
    const bench = startBench({ connectionSpans });
    await bench.clock.advance(1_000);
    expect(await bench.alerts).toEqual([]);
    expect(bench.states).toEqual([]);
  });
});
