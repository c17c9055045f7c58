import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { History } from '../../../src/core/history/history.ts';
import type { CaptureView } from '../../../src/core/ipc/history-views.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { openHistory } from '../../../src/history/worker/history-client.ts';
import { createCaptures } from '../../../src/main/files/captures.ts';
import { readCauseGroups } from '../../../src/main/files/cause-group-reader.ts';
import { createExports } from '../../../src/main/files/exports.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { createFilledHistory, type FilledHistory } from '../../cli/support/filled-history.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';

const START = Date.UTC(2020, 0, 1);
const EVENTS = 1_200;

let kept: FilledHistory;
let folder: string;

beforeAll(async () => {
  [kept, folder] = await Promise.all([createFilledHistory(), mkdtemp(join(tmpdir(), 'porchlight-files-'))]);
  for (let seq = 1; seq <= EVENTS; seq++) {
    const event = seq % 100 === 0 ? stateChanged('light.hall', 'off', 'on') : haEvent('numbered', { n: seq });
    // No two are fired at the same moment: what is the same in all is one event, and kept once.
    const time_fired = new Date(START + seq).toISOString().replace('Z', '000+00:00');
    kept.append(seq, { ...event, time_fired }, START + seq);
  }
}, 60_000);

afterAll(async () => {
  await kept.remove();
  await rm(folder, { recursive: true, force: true });
});

function toRoot(text: string): Parameters<History['search']>[0] {
  const parsed = parseQuery(text, { now: Date.now() });
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.root;
}

async function countOf(history: History, text: string): Promise<number> {
  return (await history.histogram({ query: toRoot(text), from: null, to: null, buckets: 1 })).total;
}

describe('with a real history', () => {
  it('what is exported can be opened again, by its own worker, and asked', async () => {
    const file = join(folder, 'house.ndjson');
    const desk = createExports({
      clock: systemClock,
      search: (_source, query) => kept.history.search(toRoot(query), Number.MAX_SAFE_INTEGER),
      serverName: () => 'Home',
      redaction: () => DEFAULT_REDACTION,
      chooseSaveFile: () => Promise.resolve(file),
      push: () => undefined,
      showInFolder: () => undefined,
    });
    expect(await desk.exportView('log', '', 'ndjson')).toMatchObject({ kind: 'done', written: EVENTS });

    const own = join(folder, 'captures');
    const captures = createCaptures({
      clock: systemClock,
      folder: own,
      openHistory: async (path) => {
        const limits = { keep: true, maxBytes: Number.MAX_SAFE_INTEGER, maxAgeMs: Number.MAX_SAFE_INTEGER };
        const settings = { ...limits, redaction: DEFAULT_REDACTION };
        const { workerPath } = kept;
        return (await openHistory({ workerPath, file: path, settings, clock: systemClock })).history;
      },
      chooseOpenFile: () => Promise.resolve(file),
      onChange: () => undefined,
    });
    const view = (await captures.importCapture()) as CaptureView;
    expect(view).toMatchObject({ name: 'house.ndjson', events: EVENTS, skipped: 0, readShare: null });
    const history = captures.historyOf(view.id);
    if (history === null) throw new Error('not open');
    expect(await countOf(history, '')).toBe(EVENTS);
    expect(await countOf(history, 'entity:light.hall to:on')).toBe(12);
    expect(await countOf(history, 'server:home')).toBe(EVENTS);
    const first = await history.readEvent(1);
    expect(first).toMatchObject({ serverId: 'Home', receivedAt: START + 1, row: { type: 'numbered' } });
    await captures.stop();
    expect(await readdir(folder)).toEqual(['house.ndjson']);
  }, 30_000);

  it('groups what a query finds, and says when that is not all', async () => {
    const few = await readCauseGroups(
      kept.history.search(toRoot('type:state_changed'), Number.MAX_SAFE_INTEGER),
    );
    expect(few.cut).toBe(false);
    expect(few.groups.reduce((sum, { count }) => sum + count, 0)).toBe(12);
  });
});
