import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import type { Alert } from '../../src/core/history/alert.ts';
import type { History, HistoryStatus } from '../../src/core/history/history.ts';
import { openHistory } from '../../src/history/worker/history-client.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { SETTINGS, stateEntry } from './support/stored-events.ts';
import { bundleWorker, tempFolder } from './support/worker-bundle.ts';

let workerPath = '';
beforeAll(async () => {
  workerPath = await bundleWorker('test/history/support/mortal-worker.ts');
});

/** Pauses before a new start are short, all else is as it is. */
const hasty: Clock = {
  ...systemClock,
  after: (ms, fn) => systemClock.after([1_000, 5_000, 30_000].includes(ms) ? 10 : ms, fn),
};
/** What is old is trimmed. */
const NOW = Date.now();
const ALERT: Alert = { seq: 1, at: NOW, title: 'Door', body: 'opened', outcome: 'raised' };

function waitFor(history: History, holds: (status: HistoryStatus) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = history.onStatus((status) => {
      if (!holds(status)) return;
      stop();
      resolve();
    });
  });
}

async function openMortal() {
  const deaths: number[] = [];
  const options = { workerPath, file: join(tempFolder(), 'history.db'), settings: SETTINGS };
  const { history } = await openHistory({ ...options, clock: hasty, onDeath: (count) => deaths.push(count) });
  return { history, deaths };
}

async function readSeqs(history: History): Promise<readonly number[]> {
  const search = history.search({ kind: 'everything' }, Number.MAX_SAFE_INTEGER);
  const rows = await search.rows(0, 100);
  search.close();
  return rows.map(({ seq }) => seq).reverse();
}

describe('a real thread that dies', () => {
  it('costs nothing when it lives the second time, and stores nothing twice', async () => {
    const { history, deaths } = await openMortal();
    history.append(stateEntry(1));
    await history.flush();
    // Written by the first thread, which does not come to tell of it.
    history.append(stateEntry(2));
    history.append(stateEntry(3, '', '', { raw: 'no json' }));
    history.appendAlert(ALERT);
    history.appendState({ serverId: 'Home-1', at: NOW, state: 'live', code: '' });
    await history.alerts(Number.MAX_SAFE_INTEGER, 9);
    expect(history.backlogBytes()).toBeGreaterThan(0);
    history.append(stateEntry(4, 'light.hall', 'dies-once'));
    history.append(stateEntry(5));
    const isBack = waitFor(history, ({ place }) => place === 'disk');
    await expect(history.readEvent(1)).rejects.toThrow('started again');
    history.append(stateEntry(6));
    await isBack;
    while (history.backlogBytes() > 0) await history.flush();
    expect(await readSeqs(history)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await history.alerts(Number.MAX_SAFE_INTEGER, 9)).toEqual([ALERT]);
    expect(await history.connectionSpans(NOW + 1, 9)).toHaveLength(1);
    expect([history.status().lost, deaths]).toEqual([0, [1]]);
    await history.close();
  });

  it('loses what kills it twice, counts it, and keeps the rest', async () => {
    const { history, deaths } = await openMortal();
    history.append(stateEntry(1));
    await history.flush();
    history.append(stateEntry(2, 'light.hall', 'dies-always'));
    const hasLost = waitFor(history, ({ lost }) => lost === 1);
    await expect(history.flush()).rejects.toThrow('started again');
    history.append(stateEntry(3));
    await hasLost;
    await waitFor(history, ({ place }) => place === 'disk');
    while (history.backlogBytes() > 0) await history.flush();
    expect(await readSeqs(history)).toEqual([1, 3]);
    expect([history.status().lost, deaths]).toEqual([1, [1, 2]]);
    await history.close();
  });
});
