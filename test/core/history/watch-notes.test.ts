import { describe, expect, it } from 'vitest';
import { readWatchNotes, type NotesAsked } from '../../../src/core/history/watch-notes.ts';

const ALERTS = [40, 30, 10].map(
  (at) =>
    ({ seq: at, at, title: at === 30 ? 'Café' : 'Front door', body: 'opened', outcome: 'raised' }) as const,
);
const SPANS = [35, 20].map((from) => ({ kind: 'live', serverId: 'home', from, to: null, code: '' }) as const);

const history = {
  alerts: async (before: number, limit: number) => ALERTS.filter(({ at }) => at < before).slice(0, limit),
  connectionSpans: async (before: number, limit: number) =>
    SPANS.filter(({ from }) => from < before).slice(0, limit),
};

describe('readWatchNotes', () => {
  const asked = { choice: 'all', from: null, to: null, text: '' } as const;

  it.each<readonly [Partial<NotesAsked>, limit: number, ats: readonly number[], more: boolean]>([
    [{}, 10, [40, 35, 30, 20, 10], false],
    [{}, 5, [40, 35, 30, 20, 10], false],
    [{}, 4, [40, 35, 30, 20], true],
    [{ to: 35 }, 2, [30, 20], true],
    [{ from: 30 }, 10, [40, 35, 30], false],
    [{ from: 20, to: 35 }, 10, [30, 20], false],
    [{ choice: 'alerts' }, 2, [40, 30], true],
    [{ choice: 'connections' }, 2, [35, 20], false],
    [{ choice: 'connections', to: 20 }, 2, [], false],
    [{ text: ' OPENED  front' }, 10, [40, 10], false],
    [{ text: 'caf' }, 10, [30], false],
    [{ text: 'front', from: 20 }, 10, [40], false],
    [{ text: 'front' }, 1, [40], true],
    [{ text: 'front nothing' }, 10, [], false],
  ])('%j, at most %i', async (part, limit, ats, more) => {
    const found = await readWatchNotes(history, { ...asked, ...part }, limit);
    expect(found.notes.map(({ at }) => at)).toEqual(ats);
    expect(found.more).toBe(more);
  });
});
