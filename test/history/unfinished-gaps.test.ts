import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../src/core/history/history.ts';
import type { GapRecovery } from '../../src/core/own-rows/own-row.ts';
import { openHistoryReader, type HistoryReader } from '../../src/history/worker/history-reader.ts';
import { START, stateEntry } from './support/stored-events.ts';
import { appendAll, openStore } from './support/test-store.ts';
import { tempFolder } from './support/worker-bundle.ts';

const GAP = { from: START, to: START + 60_000, reason: { code: 'slept' } } as const;

function gapEntry(seq: number, recovery: GapRecovery | null, serverId = 'Home-1'): HistoryEntry {
  return { kind: 'own', seq, serverId, at: START, own: { kind: 'gap', gap: GAP, recovery } };
}

describe('gaps whose recovery has not ended', () => {
  let close = (): void => undefined;
  afterEach(() => {
    close();
  });

  it('are those that go on, and those that were never told, of one server, the newest first', async () => {
    const file = join(tempFolder(), 'history.db');
    const app = openStore({ file });
    appendAll(app, [
      stateEntry(1, 'light.hall', 'on'),
      gapEntry(2, { count: 7, outcome: { kind: 'running', downTo: START + 1_000 } }),
      gapEntry(3, { count: 7, outcome: { kind: 'complete' } }),
      gapEntry(4, { count: 0, outcome: { kind: 'unavailable', why: 'no-recorder' } }),
      gapEntry(5, null),
      gapEntry(6, null, 'Cabin'),
      { kind: 'own', seq: 7, serverId: 'Home-1', at: START, own: { kind: 'connected', name: 'Home' } },
      // The row is written anew when its recovery has ended.
      gapEntry(8, { count: 1, outcome: { kind: 'running', downTo: START } }),
      gapEntry(8, { count: 2, outcome: { kind: 'complete' } }),
    ]);
    const reader: HistoryReader = openHistoryReader({
      file,
      from: import.meta.url,
      context: { serverNames: new Map() },
    });
    close = () => {
      void reader.close();
      app.close();
    };
    expect(await reader.unfinishedGaps('Home-1')).toEqual([
      { seq: 5, serverId: 'Home-1', gap: GAP, count: 0, downTo: GAP.to },
      { seq: 2, serverId: 'Home-1', gap: GAP, count: 7, downTo: START + 1_000 },
    ]);
    expect(await reader.unfinishedGaps('Cabin')).toHaveLength(1);
    expect(await reader.unfinishedGaps('nowhere')).toEqual([]);
  });
});
