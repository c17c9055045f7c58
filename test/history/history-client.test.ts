import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openHistory } from '../../src/history/worker/history-client.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { SETTINGS, stateEntry } from './support/stored-events.ts';
import { bundleWorker, tempFolder } from './support/worker-bundle.ts';

let workerPath = '';
beforeAll(async () => {
  workerPath = await bundleWorker();
});

describe('history over a worker', () => {
  it('keeps a text as it is, whatever characters it has', async () => {
    const options = { workerPath, file: join(tempFolder(), 'history.db'), settings: SETTINGS };
    const { history } = await openHistory({ ...options, clock: systemClock });
    const { raw } = stateEntry(1, 'light.bücherregal', '…');
    history.append({ ...stateEntry(1), raw });
    expect(await history.readEvent(1)).toMatchObject({ raw });
    await history.close();
  });

  it.runIf(process.platform === 'linux')(
    'works behind the other threads, as only Linux lets a thread do',
    async () => {
      // proc_pid_stat(5): the 19th field is the nice value, the 17th behind the name.
      const countNice = (): number =>
        readdirSync('/proc/self/task')
          .map((id) => readFileSync(`/proc/self/task/${id}/stat`, 'utf8'))
          .filter((stat) => stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16] === '5').length;
      const before = countNice();
      const options = { workerPath, file: join(tempFolder(), 'history.db'), settings: SETTINGS };
      const { history } = await openHistory({ ...options, clock: systemClock });
      expect(countNice()).toBe(before + 1);
      await history.close();
    },
  );

  it('bears events that take many times their size when they are parsed', { timeout: 60_000 }, async () => {
    const options = { workerPath, file: join(tempFolder(), 'history.db'), settings: SETTINGS };
    const { history } = await openHistory({ ...options, clock: systemClock });
    const list = `[${'[],'.repeat(4_000)}[]]`;
    const EVENTS = 9;
    for (let seq = 1; seq <= EVENTS; seq += 1) {
      const raw = `{"event_type":"big_${String(seq)}","data":{"list":${list}},"origin":"LOCAL","time_fired":""}`;
      history.append(stateEntry(seq, '', '', { raw }));
    }
    history.append(stateEntry(EVENTS + 1));
    await history.flush();
    expect(history.status()).toMatchObject({ place: 'disk', problem: null, lost: 0 });
    expect((await history.readEvent(EVENTS))?.row.type).toBe('big_9');
    expect(await history.readEvent(EVENTS + 1)).toMatchObject({ raw: stateEntry(EVENTS + 1).raw });
    const found = history.search({ kind: 'data', path: ['list', '7'], test: { kind: 'exists' } }, 1_000);
    expect(await found.rows(0, 20)).toEqual([]);
    await history.close();
  });

  it('keeps what was appended over a restart', async () => {
    const file = join(tempFolder(), 'deep/history.db');
    const options = { workerPath, file, settings: SETTINGS, clock: systemClock };
    const first = await openHistory(options);
    expect(first.lastSeq).toBe(0);
    expect(first.history.status()).toMatchObject({ place: 'disk', problem: null });
    for (let seq = 1; seq <= 100; seq += 1) first.history.append(stateEntry(seq));
    const search = first.history.search({ kind: 'everything' }, 1_000);
    const rows = await search.rows(0, 10);
    expect(rows.map(({ seq }) => seq)).toEqual([100, 99, 98, 97, 96, 95, 94, 93, 92, 91]);
    expect(await first.history.readEvent(42)).toMatchObject({
      seq: 42,
      serverId: 'Home-1',
      raw: stateEntry(42).raw,
    });
    await first.history.flush();
    expect(first.history.backlogBytes()).toBe(0);
    await first.history.close();

    const second = await openHistory(options);
    expect(second.lastSeq).toBe(100);
    const found = second.history.search(
      { kind: 'facet', facet: 'entity', test: { kind: 'is', value: 'light.hall' } },
      1_000,
    );
    expect((await found.rows(95, 100)).map(({ seq }) => seq)).toEqual([5, 4, 3, 2, 1]);
    expect(await found.ordinalOf(100)).toBe(0);
    await second.history.close();
  });
});
