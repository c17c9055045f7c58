import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toRow } from '../../../src/core/events/to-row.ts';
import type { History } from '../../../src/core/history/history.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { createDemoServer } from '../../support/demo-server.ts';
import { openHistory } from '../../../src/history/worker/history-client.ts';
import { createHistoryHandlers, type HistoryHandlers } from '../../../src/main/history/history-handlers.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { haEvent } from '../../support/event-builders.ts';
import { toRegistry } from '../../../src/core/registry/registry.ts';
import { HOME } from '../../core/registry/registry-builders.ts';
import { bundleWorker, tempFolder } from '../../history/support/worker-bundle.ts';

const SEVEN = '2026-11-21T07:00..07:01';

/** The demo home's day in a real store, asked through the desk as a page asks. */
const NOON = new Date(2026, 10, 21, 12).getTime();

describe('createHistoryHandlers', () => {
  let history: History;
  let desk: HistoryHandlers;
  /** Whether each is switched on. */
  const servers = new Map<string, boolean>();
  const registries = new Map([['demo', toRegistry(HOME)]]);

  beforeAll(async () => {
    const clock = { ...systemClock, now: () => NOON };
    const opened = await openHistory({
      workerPath: await bundleWorker(),
      file: `${tempFolder()}/history.db`,
      settings: { keep: true, maxBytes: 1e9, maxAgeMs: 1e13, redaction: DEFAULT_REDACTION },
      clock,
      context: () => ({ serverNames: new Map(), registries }),
    });
    history = opened.history;
    const home = await createDemoServer({ clock, seed: 7, hasPast: true });
    home.past.forEach((event, i) => {
      const facts = {
        serverId: 'demo',
        receivedAt: Date.parse(event.time_fired),
        alert: false,
        recovered: false,
      };
      history.append({ kind: 'event', seq: opened.lastSeq + 1 + i, ...facts, raw: JSON.stringify(event) });
    });
    await home.close();
    desk = createHistoryHandlers({
      monitor: { readEvent: () => null },
      clock,
      openSource: (source) => (source === 'log' ? { history, live: true } : null),
      nameOf: () => 'Demo home',
      registries: () => registries,
      isEnabled: (id) => servers.get(id) ?? null,
      redaction: () => DEFAULT_REDACTION,
    });
  });
  afterAll(() => history.close());

  async function lampSeq(): Promise<number> {
    const found = await desk.findNeighbour('log', `entity:light.hall to:on at:${SEVEN}`, 1e9, 'before');
    return found?.seq ?? 0;
  }

  it('answers what switched the hall light on at seven', async () => {
    const seq = await lampSeq();
    const { roots, cut } = await desk.readChain('log', seq);
    const line: string[] = [];
    for (let node = roots[0]; node !== undefined; node = node.children.at(-1)) line.push(node.row.subject);
    expect(cut).toBe(false);
    expect(line[0]).toBe('binary_sensor.hall_motion');
    expect(JSON.stringify(roots)).toContain('automation.hall_light_on');
    expect(JSON.stringify(roots)).toContain('light.turn_on');
    expect(JSON.stringify(roots)).toContain(`"seq":${String(seq)}`);
  });

  it('finds what happened in a room, and offers rooms and things by their names', async () => {
    const inHall = await desk.readHistogram('log', 'area:hall', 0, NOON, 1);
    expect(inHall.total).toBeGreaterThan(0);
    expect(inHall.total).toBe((await desk.readHistogram('log', 'entity:light.hall', 0, NOON, 1)).total);
    const elsewhere = await desk.readHistogram('log', '-area:hall', 0, NOON, 1);
    const all = await desk.readHistogram('log', '', 0, NOON, 1);
    expect(elsewhere.total + inHall.total).toBe(all.total);
    const seq = await lampSeq();
    expect(await desk.findNeighbour('log', 'area:hall to:on', seq + 1, 'before')).toEqual({ seq });
    expect(await desk.listValues('log', 'area', 'ha')).toEqual([
      { value: 'Hall', count: 0, words: 'Ground floor' },
    ]);
    expect(await desk.listValues('log', 'entity', 'ceil')).toEqual([
      { value: 'light.kitchen', count: 0, words: 'Ceiling, Küche' },
    ]);
    expect((await desk.listValues('log', 'entity', 'light.h'))[0]).toMatchObject({
      value: 'light.hall',
      words: 'Hall, Hall',
    });
    const states = (await desk.listValues('log', 'to', '')).map(({ value }) => value);
    // Words, then numbers, then times.
    const kinds = states.map((state) =>
      Number.isFinite(Number(state)) ? 1 : state.startsWith('2026-') ? 2 : 0,
    );
    expect(kinds).toEqual(kinds.toSorted());
    expect(kinds).toContain(1);
    expect((await desk.listValues('log', 'to', '2026-')).length).toBeGreaterThan(0);
  });

  it('shows interruptions of the servers that are there, and none of one that was removed or is off', async () => {
    const at = (minute: number): number => new Date(2026, 10, 21, 11, minute).getTime();
    for (const serverId of ['here', 'removed', 'off']) {
      for (const [minute, state] of [
        [1, 'live'],
        [2, 'waiting'],
        [3, 'live'],
        [4, 'idle'],
      ] as const) {
        history.appendState({ serverId, at: at(minute), state, code: '' });
      }
    }
    const toMinute = (ms: number): string => String((ms - at(0)) / 60_000);
    const read = async (): Promise<readonly string[]> => {
      const { gaps } = await desk.readHistogram('log', '', at(0), at(10), 10);
      return gaps.map(({ serverId, from, to }) => `${serverId} ${toMinute(from)}-${toMinute(to)}`).sort();
    };
    servers.set('here', true).set('removed', true).set('off', false);
    expect(await read()).toEqual(['here 2-3', 'here 4-10', 'off 2-3', 'removed 2-3', 'removed 4-10']);
    servers.delete('removed');
    expect(await read()).toEqual(['here 2-3', 'here 4-10', 'off 2-3']);
  });

  it('reads an event with the one before it about the same thing', async () => {
    const seq = await lampSeq();
    const event = await desk.readEvent('log', seq);
    expect(event).toMatchObject({ seq, serverName: 'Demo home' });
    expect(event?.raw).toContain('light.hall');
    const before = event?.previous?.seq ?? 0;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(seq);
    expect((await desk.readEvent('log', before))?.raw).toContain('light.hall');
    expect(event?.row).toMatchObject({ seq, subject: 'light.hall' });
    expect(event?.row.bookmarked).toBeUndefined();
    await desk.setBookmark('log', seq, true);
    expect((await desk.readEvent('log', seq))?.row.bookmarked).toBe(true);
    await desk.setBookmark('log', seq, false);
  });

  it('shows no secret of an event that is still in memory', async () => {
    const event = haEvent('call_service', { domain: 'lock', service_data: { code: '4821' }, keep: 'this' });
    const facts = { seq: 5, serverId: 'demo', receivedAt: 1, alert: false };
    const live = {
      ...facts,
      serverName: 'Demo home',
      raw: JSON.stringify(event),
      previous: { seq: 4, at: 1 },
    };
    const own = createHistoryHandlers({
      monitor: { readEvent: () => ({ ...live, row: toRow(event, facts) }) },
      clock: systemClock,
      openSource: () => ({ history, live: true }),
      nameOf: () => 'Demo home',
      registries: () => new Map(),
      isEnabled: (id) => servers.get(id) ?? null,
      redaction: () => DEFAULT_REDACTION,
    });
    const shown = JSON.stringify(await own.readEvent('log', 5));
    expect(shown).not.toContain('4821');
    expect(shown).toContain('this');
  });

  it('counts by type and time, names the busiest, draws a line, and offers values', async () => {
    const histogram = await desk.readHistogram('log', 'entity:light.*', null, null, 50);
    const counted = histogram.series.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(histogram.total);
    expect(histogram.total).toBeGreaterThan(100);
    const { busy, total } = await desk.readBusiest('log', 6 * 3_600_000);
    expect(busy[0]?.count).toBeGreaterThan(10);
    expect(busy[0]?.count).toBeLessThan(total);
    const power = await desk.findNeighbour('log', 'entity:sensor.house_power', 1e9, 'before');
    const series = await desk.readSeries('log', power?.seq ?? 0);
    expect(series).toMatchObject({ entity: 'sensor.house_power', unit: 'W' });
    expect(series?.points.length).toBeGreaterThan(20);
    expect((await desk.listValues('log', 'entity', 'LIGHT.H')).map(({ value }) => value)).toEqual([
      'light.hall',
    ]);
  });

  it('refuses a query that makes no sense and a capture that is closed, each with a sentence', async () => {
    await expect(desk.readHistogram('log', 'type:(', null, null, 5)).rejects.toThrow(/^[A-Z].*\.$/);
    await expect(desk.readEvent('capture:gone', 1)).rejects.toThrow('This capture is closed.');
    await expect(desk.readSeries('log', 99_999_999)).resolves.toBeNull();
  });
});
