import { describe, expect, it } from 'vitest';
import { readWatchNotes, type NoteChoice } from '../../../src/core/history/watch-notes.ts';

const ALERTS = [40, 30, 10].map(
  (at) => ({ seq: at, at, title: 'Door', body: '', outcome: 'raised' }) as const,
);
const SPANS = [35, 20].map((from) => ({ kind: 'live', serverId: 'home', from, to: null, code: '' }) as const);

const history = {
  alerts: async (before: number, limit: number) => ALERTS.filter(({ at }) => at < before).slice(0, limit),
  connectionSpans: async (before: number, limit: number) =>
    SPANS.filter(({ from }) => from < before).slice(0, limit),
};

describe('readWatchNotes', () => {
  it.each<readonly [NoteChoice, before: number, limit: number, ats: readonly number[], more: boolean]>([
    ['all', 100, 10, [40, 35, 30, 20, 10], false],
    ['all', 100, 5, [40, 35, 30, 20, 10], false],
    ['all', 100, 4, [40, 35, 30, 20], true],
    ['all', 35, 2, [30, 20], true],
    ['alerts', 100, 2, [40, 30], true],
    ['connections', 100, 2, [35, 20], false],
    ['connections', 20, 2, [], false],
  ])('%s before %i, at most %i', async (choice, before, limit, ats, more) => {
    const found = await readWatchNotes(history, choice, before, limit);
    expect(found.notes.map(({ at }) => at)).toEqual(ats);
    expect(found.more).toBe(more);
  });
});
