import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../src/core/history/history.ts';
import type { QueryNode } from '../../src/core/query/ast.ts';
import {
  openHistoryReader,
  HistoryUnreadableError,
  type HistoryReader,
} from '../../src/history/worker/history-reader.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { START, stateEntry } from './support/stored-events.ts';
import { addNotes, appendAll, openStore } from './support/test-store.ts';
import { tempFolder } from './support/worker-bundle.ts';

const NEVER = Number.MAX_SAFE_INTEGER;
const EVERYTHING = { kind: 'everything' } as const;

function eventEntry(
  seq: number,
  type: string,
  data: object,
  context: object,
  at = START + seq * 1000,
): HistoryEntry {
  const time = new Date(at).toISOString();
  const raw = JSON.stringify({ event_type: type, data, origin: 'LOCAL', time_fired: time, context });
  return stateEntry(seq, '', '', { raw });
}

const CALL = { domain: 'light', service: 'turn_on', service_data: { entity_id: 'light.porch' } };

/** The app goes on writing beside the reader: both are open. */
let app: HistoryStore;
let reader: HistoryReader;
beforeAll(() => {
  const file = join(tempFolder(), 'history.db');
  app = openStore({ file });
  appendAll(app, [
    ...Array.from({ length: 30 }, (_, index) =>
      stateEntry(index + 1, 'light.hall', index % 2 === 0 ? 'on' : 'off'),
    ),
    stateEntry(31, 'sensor.old', '5'),
    eventEntry(9_000, 'call_service', CALL, { id: '01HCALL', parent_id: '01HROOT', user_id: 'abc' }),
    eventEntry(
      9_001,
      'state_changed',
      { entity_id: 'light.porch', new_state: { state: 'on' } },
      { id: '01HNEXT', parent_id: '01hcall' },
    ),
    eventEntry(9_002, 'custom_event', {}, { id: '01HELSE' }),
  ]);
  for (const [at, state] of [
    [START, 'live'],
    [START + 5_000, 'waiting'],
    [START + 6_000, 'connecting'],
    [START + 9_000, 'live'],
    [START + 20_000, 'waiting'],
  ] as const) {
    addNotes(app, { states: [{ serverId: 'Home-1', at, state, code: '' }] });
  }
  addNotes(app, {
    alerts: [
      { seq: 1, at: START, title: 'Door', body: 'opened', outcome: 'raised' },
      { seq: 2, at: START + 1, title: 'Door', body: 'closed', outcome: 'cooldown' },
    ],
  });
  reader = openHistoryReader({
    file,
    from: import.meta.url,
    context: { serverNames: new Map([['Home-1', 'My House']]) },
  });
  appendAll(app, [stateEntry(9_003, 'light.late')]);
});
afterAll(async () => {
  await reader.close();
  app.close();
});

describe('a reader beside the running app', () => {
  it('sees the moment at which it was opened', async () => {
    const search = reader.search(EVERYTHING, Number.MAX_SAFE_INTEGER);
    expect((await search.rows(0, 3)).map(({ seq }) => seq)).toEqual([9_002, 9_001, 9_000]);
    if (!search.progress().complete) {
      await new Promise<void>((resolve) => {
        search.onProgress(({ complete }) => {
          if (complete) resolve();
        });
      });
    }
    expect(search.progress()).toEqual({ count: 34, complete: true });
    expect(await search.ordinalOf(31)).toBe(3);
    expect(await search.ordinalAt(START + 30_500)).toBe(4);
    expect((await search.events(33, 10)).map(({ raw }) => raw)).toEqual([stateEntry(1).raw]);
    search.close();
    await expect(search.rows(0, 1)).rejects.toThrow('closed');
  });

  it('finds servers by their names', async () => {
    const search = reader.search(
      { kind: 'facet', facet: 'server', test: { kind: 'glob', pattern: 'my *' } },
      32,
    );
    expect(await search.rows(0, 100)).toHaveLength(31);
  });

  it('reads events and rows', async () => {
    expect(await reader.readEvent(9_000)).toMatchObject({
      seq: 9_000,
      serverId: 'Home-1',
      row: { type: 'call_service' },
    });
    expect(await reader.readEvent(8_999)).toBeNull();
    expect((await reader.rowsOf([1, 2, 500, 9_001])).map(({ seq }) => seq)).toEqual([1, 2, 9_001]);
  });

  it('finds the nearest match on either side', async () => {
    const hall = { kind: 'facet', facet: 'entity', test: { kind: 'is', value: 'light.hall' } } as const;
    expect((await reader.nearest(hall, 9_002, 'before'))?.seq).toBe(30);
    expect((await reader.nearest(hall, 5, 'after'))?.seq).toBe(6);
    expect(await reader.nearest(hall, 30, 'after')).toBeNull();
    const unsure = {
      kind: 'data',
      path: ['service_data', 'entity_id'],
      test: { kind: 'is', value: 'light.porch' },
    } as const;
    expect((await reader.nearest(unsure, 1, 'after'))?.seq).toBe(9_000);
  });

  it('follows contexts whatever case they are written in', async () => {
    const events = await reader.byContext(['01hCALL'], 10);
    expect(events.map(({ seq }) => seq)).toEqual([9_000, 9_001]);
    expect(await reader.byContext(['01hCALL'], 1)).toHaveLength(1);
    expect(await reader.byContext([], 10)).toEqual([]);
  });

  it('counts by time and type', async () => {
    const all = await reader.histogram({ query: EVERYTHING, from: null, to: null, buckets: 10 });
    expect(all).toMatchObject({ from: START + 1_000, to: START + 9_002_001, total: 34 });
    expect(all.series.map(({ type, total }) => [type, total])).toEqual([
      ['state_changed', 32],
      ['call_service', 1],
      ['custom_event', 1],
    ]);
    expect(all.series[0]?.counts).toHaveLength(10);
    const part = await reader.histogram({
      query: EVERYTHING,
      from: START + 4_000,
      to: START + 8_000,
      buckets: 4,
    });
    expect(part.series[0]?.counts).toEqual([1, 1, 1, 1]);
    expect(part.gaps).toEqual([{ serverId: 'Home-1', from: START + 5_000, to: START + 8_000 }]);
  });

  it('counts days by the table of hours, the same as by the events themselves', async () => {
    const from = START - 3 * 86_400_000;
    const to = START + 3 * 86_400_000;
    const request = { query: EVERYTHING, from, to, buckets: 6 };
    const byHour = await reader.histogram(request);
    // What the table of hours does not know makes the events be counted one by one.
    const some: QueryNode = {
      kind: 'not',
      part: { kind: 'facet', facet: 'entity', test: { kind: 'is', value: 'none' } },
    };
    const byEvent = await reader.histogram({ ...request, query: some });
    expect(byHour.total).toBe(34);
    expect(byHour.series.map(({ type, total }) => [type, total])).toEqual(
      byEvent.series.map(({ type, total }) => [type, total]),
    );
    expect(byHour.series[0]?.counts.reduce((sum, count) => sum + count, 0)).toBe(32);
    expect(byHour.bucketMs % 3_600_000).toBe(0);
  });

  it('knows who talks and who fell silent', async () => {
    const busiest = await reader.busiest({ from: START + 100_000, to: START + 10_000_000, limit: 5 });
    expect(busiest).toEqual({
      total: 3,
      busy: [{ entity: 'light.porch', serverId: 'Home-1', count: 2 }],
      silent: [
        { entity: 'light.hall', serverId: 'Home-1', lastAt: START + 30_000 },
        { entity: 'sensor.old', serverId: 'Home-1', lastAt: START + 31_000 },
      ],
    });
  });

  it('has values, states, alerts and connections', async () => {
    expect(await reader.values('entity', 'LIGHT.', 5)).toEqual([
      { value: 'light.hall', count: 30 },
      { value: 'light.porch', count: 2 },
    ]);
    expect(await reader.states('Home-1', 'light.hall', 20, 3)).toEqual([
      { at: START + 18_000, state: 'off' },
      { at: START + 19_000, state: 'on' },
      { at: START + 20_000, state: 'off' },
    ]);
    expect((await reader.alerts(NEVER, 1)).map(({ body }) => body)).toEqual(['closed']);
    expect((await reader.alerts(START + 1, 5)).map(({ body }) => body)).toEqual(['opened']);
    expect(await reader.connectionSpans(NEVER, 2)).toEqual([
      { kind: 'away', serverId: 'Home-1', from: START + 20_000, to: null, code: '' },
      { kind: 'live', serverId: 'Home-1', from: START + 9_000, to: START + 20_000, code: '' },
    ]);
    expect(await reader.connectionSpans(START + 1, 2)).toEqual([
      { kind: 'live', serverId: 'Home-1', from: START, to: START + 5_000, code: '' },
    ]);
  });

  it('says what is wrong with a file that is none', () => {
    expect(() => openHistoryReader({ file: '/nowhere/history.db', from: import.meta.url })).toThrow(
      HistoryUnreadableError,
    );
  });
});
