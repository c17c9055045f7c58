import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/settings.ts';
import { stateChanged } from '../../support/event-builders.ts';
import { startMonitor, TAG, type MonitorBench } from '../../support/monitor-bench.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const MIN = 60_000;
const GARAGE = ruleOf('entity:cover.garage to:open', {
  name: 'Garage',
  timing: { kind: 'for', ms: 10 * MIN },
});

function follow({ monitor }: MonitorBench, rules: readonly Rule[]): void {
  monitor.setNotifications({ ...DEFAULT_SETTINGS.notifications, rules: [...rules], connections: false });
}

function asked({ server }: MonitorBench) {
  return server.requests.filter(({ request }) => request.url.endsWith('/api/states'));
}

/** Answers the latest question for states, as a server whose clock is far ahead of ours. */
async function answer(bench: MonitorBench, state: string, minutesAgo: number): Promise<void> {
  const theirs = bench.clock.now() + 86_400_000;
  const moment = new Date(theirs - minutesAgo * MIN).toISOString();
  const garage = {
    entity_id: 'cover.garage',
    state,
    attributes: {},
    last_changed: moment,
    last_updated: moment,
  };
  const request = asked(bench).at(-1);
  request?.respond(200, { 'content-type': 'application/json', date: new Date(theirs).toUTCString() });
  request?.send(JSON.stringify([garage]));
  request?.end();
  await bench.clock.advance(1);
}

describe('a rule that waits', () => {
  it('tells at once of what began long before the app did, by the clock of the server', async () => {
    const bench = await startMonitor();
    follow(bench, [GARAGE]);
    await bench.live();
    expect(asked(bench)).toHaveLength(1);
    await answer(bench, 'open', 20);
    expect(bench.toasts).toMatchObject([{ title: 'Garage: open', seq: null }]);
    expect(bench.toasts[0]?.body).toMatch(/^Garage · for 10 min · since \d/);
  });

  it('is looked up when it is made, and no question is asked for other rules', async () => {
    const bench = await startMonitor();
    await bench.live();
    follow(bench, [TAG, ruleOf('to:on')]);
    expect(asked(bench)).toEqual([]);
    follow(bench, [TAG, GARAGE]);
    follow(bench, [TAG, GARAGE]);
    await bench.clock.advance(0);
    expect(asked(bench)).toHaveLength(1);
    await answer(bench, 'open', 5);
    await bench.clock.advance(5 * MIN + 1_000);
    expect(bench.toasts).toHaveLength(1);
  });

  it('believes what came over the stream while the server answered', async () => {
    const bench = await startMonitor();
    follow(bench, [GARAGE]);
    await bench.live();
    await bench.send(stateChanged('cover.garage', 'open', 'closed'));
    await answer(bench, 'open', 20);
    await bench.clock.advance(20 * MIN);
    expect(bench.toasts).toEqual([]);
  });

  it('waits on over an interruption, and is ended by what the server says after it', async () => {
    for (const [state, toasts] of [
      ['open', 1],
      ['closed', 0],
    ] as const) {
      const bench = await startMonitor();
      follow(bench, [GARAGE]);
      await bench.live();
      await answer(bench, 'closed', 20);
      await bench.send(stateChanged('cover.garage', 'closed', 'open'));
      await bench.clock.advance(30_000);
      bench.end();
      await bench.clock.advance(5_000);
      await bench.live();
      expect(asked(bench).length).toBeGreaterThan(1);
      await answer(bench, state, 0);
      await bench.clock.advance(8 * MIN);
      expect(bench.toasts).toEqual([]);
      await bench.clock.advance(2 * MIN);
      expect(bench.toasts).toHaveLength(toasts);
    }
  });

  it('takes no silence of the link for one of the thing', async () => {
    const bench = await startMonitor();
    follow(bench, [ruleOf('entity:sensor.freezer', { timing: { kind: 'silent', ms: 10 * MIN } })]);
    await bench.live();
    await bench.send(stateChanged('sensor.freezer', '-18', '-19'));
    bench.end();
    await bench.clock.advance(60 * MIN);
    expect(bench.toasts).toEqual([]);
  });
});
