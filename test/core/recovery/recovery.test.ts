import { describe, expect, it, onTestFinished } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { createMonitor, type Monitor, type MonitorEvent } from '../../../src/core/monitor/monitor.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/settings.ts';
import {
  createScriptedTransport,
  type ScriptedRequest,
  type ScriptedTransport,
} from '../../support/scripted-transport.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { rowsIn } from '../../support/log-rows.ts';
import { HOME_PROFILE } from '../../support/sample-profile.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

const LEAKS = {
  ...DEFAULT_SETTINGS.notifications,
  rules: [ruleOf('entity:binary_sensor.leak to:on', { name: 'Leaks' })],
};

interface Bench {
  readonly clock: VirtualClock;
  readonly server: ScriptedTransport;
  readonly monitor: Monitor;
  readonly events: MonitorEvent[];
  readonly toasts: { title: string; body: string }[];
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString().replace('Z', '000+00:00');

function change(entityId: string, value: string, at: number): object {
  const state = {
    entity_id: entityId,
    state: value,
    attributes: {},
    last_changed: iso(at),
    last_updated: iso(at),
  };
  return {
    event_type: 'state_changed',
    data: { entity_id: entityId, old_state: null, new_state: state },
    origin: 'LOCAL',
    time_fired: iso(at),
  };
}

function stateOf(entityId: string, value: string, at: number): object {
  return { entity_id: entityId, state: value, attributes: {}, last_changed: iso(at), last_updated: iso(at) };
}

const latest = (bench: Bench, part: string): ScriptedRequest => {
  const request = bench.server.requests.filter((sent) => sent.request.url.includes(part)).at(-1);
  if (request === undefined) throw new Error(`nobody asked for ${part}`);
  return request;
};

async function answer(bench: Bench, part: string, status: number, body: unknown): Promise<void> {
  const request = latest(bench, part);
  request.respond(status, { 'content-type': 'application/json' });
  request.send(JSON.stringify(body));
  request.end();
  await bench.clock.advance(0);
}

async function stream(bench: Bench, ...events: object[]): Promise<void> {
  latest(bench, '/api/stream').send(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
  await bench.clock.advance(0);
}

async function open(bench: Bench): Promise<void> {
  latest(bench, '/api/stream').open();
  latest(bench, '/api/stream').send('data: ping\n\n');
  await bench.clock.advance(0);
}

/** Live, one event, eleven seconds without the stream, live again, one event: the moment at which recovery begins. */
async function interrupted(): Promise<Bench & { readonly lostAt: number; readonly backAt: number }> {
  const clock = createVirtualClock();
  const server = createScriptedTransport();
  const events: MonitorEvent[] = [];
  const toasts: { title: string; body: string }[] = [];
  const monitor = createMonitor({
    clock,
    random: () => 0.999,
    transport: server.transport,
    userAgent: 'Porchlight/test',
    readCredential: () => Promise.resolve({ kind: 'none' }),
    saveRefusal: () => undefined,
    notify: (toast) => {
      toasts.push(toast);
      return Promise.resolve(true);
    },
  });
  onTestFinished(() => monitor.stop());
  monitor.onEvent((event) => events.push(event));
  monitor.setNotifications(LEAKS);
  monitor.setServers([HOME_PROFILE]);
  const bench: Bench = { clock, server, monitor, events, toasts };
  await clock.advance(0);
  await open(bench);
  await answer(bench, '/api/config', 200, { version: '2024.3.3' });
  await stream(bench, change('light.hall', 'on', clock.now()));
  const lostAt = clock.now();
  latest(bench, '/api/stream').end();
  // One retry after a second, answered ten seconds later.
  await clock.advance(11_000);
  const backAt = clock.now();
  await open(bench);
  await stream(bench, change('light.hall', 'off', backAt));
  return { ...bench, lostAt, backAt };
}

/** The recorder tells of a sensor that went on and off so many times in the gap. */
async function answerWithLeaks(bench: Bench & { readonly lostAt: number }, times: number): Promise<void> {
  await bench.clock.advance(7_000);
  await answer(bench, '/api/states', 200, [stateOf('binary_sensor.leak', 'off', bench.clock.now())]);
  await answer(bench, '/api/logbook', 200, []);
  const flaps = Array.from({ length: 2 * times }, (_, n) =>
    stateOf('binary_sensor.leak', n % 2 === 0 ? 'on' : 'off', bench.lostAt + 3_000 + n),
  );
  await answer(bench, '/api/history', 200, [[stateOf('binary_sensor.leak', 'off', 1), ...flaps]]);
}

describe('what was missed', () => {
  it('comes back behind its gap, before what followed, marked, and not twice', async () => {
    const bench = await interrupted();
    await bench.clock.advance(7_000);
    await answer(bench, '/api/states', 200, [
      stateOf('light.hall', 'off', bench.backAt),
      stateOf('sensor.t', '21', bench.backAt),
      stateOf('sensor.unchanged', '21', 1),
    ]);
    await answer(bench, '/api/logbook', 200, [
      { when: iso(bench.lostAt + 9_000), name: 'Hall', state: 'dim', entity_id: 'light.hall' },
      {
        when: iso(bench.lostAt + 6_000),
        name: 'Evening',
        message: 'triggered',
        entity_id: 'automation.evening',
      },
    ]);
    expect(decodeURIComponent(latest(bench, '/api/history').request.url)).toMatch(
      /filter_entity_id=light\.hall,automation\.evening,sensor\.t$/,
    );
    await answer(bench, '/api/history', 200, [
      [
        stateOf('light.hall', 'on', bench.lostAt),
        stateOf('light.hall', 'dim', bench.lostAt + 9_000),
        stateOf('light.hall', 'off', bench.backAt),
      ],
    ]);
    const rows = rowsIn(bench.monitor);
    expect(
      rows.map(({ kind, subject, recovered }) => `${kind} ${subject}${recovered ? ' recovered' : ''}`),
    ).toEqual([
      'server ',
      'event light.hall',
      'gap ',
      'event automation.evening recovered',
      'event light.hall recovered',
      'event light.hall',
    ]);
    expect(rows.map(({ seq }) => seq)).toEqual([...rows.map(({ seq }) => seq)].sort((a, b) => a - b));
    expect(rows[2]?.text).toMatch(/^Disconnected .*, 2 events recovered$/);
    expect(bench.events.at(-1)).toMatchObject({ kind: 'recovered', own: { recovery: { count: 2 } } });
  });

  it('is told in one notification where its owner chose it', async () => {
    const bench = await interrupted();
    await answerWithLeaks(bench, 2);
    expect(bench.toasts).toHaveLength(1);
    expect(bench.toasts[0]?.title).toBe('While disconnected: 2 alerts');
  });

  it('is in the one summary for a person who came back before it was there', async () => {
    const bench = await interrupted();
    bench.monitor.lock(true);
    bench.monitor.lock(false);
    await answerWithLeaks(bench, 2);
    expect(bench.toasts.map(({ title }) => title)).toEqual(['While you were away: 2 alerts']);
    expect(bench.monitor.recentAlerts().map(({ outcome }) => outcome)).toEqual(['away', 'away']);
  });

  it.each([
    ['paused', { pausedUntil: Number.MAX_SAFE_INTEGER }],
    ['off', { enabled: false }],
  ] as const)('is recorded like what is live while notifications are %s', async (outcome, silence) => {
    const bench = await interrupted();
    bench.monitor.setNotifications({ ...LEAKS, ...silence });
    await answerWithLeaks(bench, 2);
    expect(bench.toasts).toEqual([]);
    const recovered = rowsIn(bench.monitor).filter(({ recovered: isRecovered }) => isRecovered);
    const alerts = bench.monitor.recentAlerts();
    expect(alerts.map((alert) => alert.outcome)).toEqual([outcome, outcome]);
    expect(recovered.map(({ seq }) => seq)).toEqual(expect.arrayContaining(alerts.map(({ seq }) => seq)));
  });

  it('is told once where it flaps, within the cool-down and the budget of what is live', async () => {
    const bench = await interrupted();
    const [rule] = LEAKS.rules;
    bench.monitor.setNotifications({
      ...LEAKS,
      rules: rule === undefined ? [] : [{ ...rule, cooldownMs: 60_000 }],
    });
    await answerWithLeaks(bench, 30);
    expect(bench.toasts).toHaveLength(1);
    expect(bench.monitor.recentAlerts().filter(({ outcome }) => outcome === 'cooldown')).toHaveLength(29);
  });

  it('is asked for again later, and then said to be unavailable', async () => {
    const bench = await interrupted();
    for (const delayMs of [7_000, 30_000, 120_000]) {
      for (let leftMs = delayMs; leftMs > 0; leftMs -= 30_000) {
        await bench.clock.advance(Math.min(leftMs, 30_000));
        latest(bench, '/api/stream').send('data: ping\n\n');
      }
      await answer(bench, '/api/states', 200, [stateOf('light.hall', 'off', 1)]);
      await answer(bench, '/api/logbook', 404, {});
      await answer(bench, '/api/history', 404, {});
    }
    const gap = rowsIn(bench.monitor).find(({ kind }) => kind === 'gap');
    expect(gap?.text).toContain('nothing recovered, because this server keeps no history');
  });

  it('is cut to the newest, and says so', async () => {
    const bench = await interrupted();
    await bench.clock.advance(7_000);
    await answer(bench, '/api/states', 200, [stateOf('light.hall', 'off', 1)]);
    const many = Array.from({ length: LIMITS.maxRecoveredWithoutStore + 500 }, (_, i) =>
      stateOf('light.hall', String(i), bench.lostAt + 1 + i * 2),
    );
    await answer(bench, '/api/logbook', 200, []);
    await answer(bench, '/api/history', 200, [many]);
    const rows = rowsIn(bench.monitor);
    const recovered = rows.filter((row) => row.recovered);
    expect(recovered).toHaveLength(LIMITS.maxRecoveredWithoutStore);
    expect(rows.find(({ kind }) => kind === 'gap')?.text).toMatch(
      /5,000 events recovered, only from \d\d:\d\d:\d\d on$/,
    );
    expect(rows.at(-1)?.subject).toBe('light.hall');
    expect(rows.at(-1)?.recovered).toBeUndefined();
  });

  it('ends with the monitor', async () => {
    const bench = await interrupted();
    await bench.monitor.stop();
    expect(bench.clock.timers).toBe(0);
  });
});
