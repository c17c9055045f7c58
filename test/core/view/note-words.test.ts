import { describe, expect, it } from 'vitest';
import type { ConnectionSpan } from '../../../src/core/history/history.ts';
import type { WatchNote } from '../../../src/core/history/watch-notes.ts';
import type { NoteLine } from '../../../src/core/view/fold-notes.ts';
import { describeRun, describeSpan, groupByDay } from '../../../src/core/view/note-words.ts';

const NOW = new Date(2026, 10, 21, 12).getTime();
const HOUR_MS = 3_600_000;

function wordsOf(span: Partial<ConnectionSpan>): string {
  const whole = { kind: 'live', serverId: 'home', from: NOW - 2 * HOUR_MS, to: null, code: '' } as const;
  const { title, text } = describeSpan({ ...whole, ...span }, 'Home', NOW);
  return `${title} ${text}`;
}

describe('describeSpan', () => {
  it.each<readonly [Partial<ConnectionSpan>, string]>([
    [{}, 'Home connected for 2 h until now'],
    [{ to: NOW - HOUR_MS }, 'Home connected for 1 h'],
    [
      { kind: 'away', code: 'refused', to: NOW - HOUR_MS },
      'Home not connected for 1 h: the server was out of reach',
    ],
    [{ kind: 'away' }, 'Home not connected for 2 h until now'],
    [{ kind: 'off', to: NOW }, 'Home not watched for 2 h: switched off, or Porchlight did not run'],
  ])('%o', (span, words) => {
    expect(wordsOf(span)).toBe(words);
  });
});

function wordsOfLine(line: NoteLine): string {
  if (line.kind === 'run') return describeRun(line);
  return line.kind === 'alert' ? line.alert.outcome : line.kind;
}

describe('groupByDay', () => {
  it.each<readonly [more: boolean, held: number, outcomes: readonly string[]]>([
    [false, 5, ['raised', '5 times since 11:59:10']],
    [false, 2, ['raised', 'paused', 'paused']],
    // It may go on in what is older.
    [true, 5, ['raised']],
  ])('folds what was held back (more: %s, %i of it)', (more, held, outcomes) => {
    const notes = Array.from({ length: held + 1 }, (_, i): WatchNote => {
      const at = NOW - i * 10_000;
      const outcome = i === 0 ? 'raised' : 'paused';
      return { kind: 'alert', at, alert: { seq: i, at, title: 'Door', body: '', outcome } };
    });
    const lines = groupByDay({ notes, more }, NOW).flatMap((day) => day.lines);
    expect(lines.map(wordsOfLine)).toEqual(outcomes);
  });

  it('keeps the order within and between days', () => {
    const notes = [1, 2, 13, 14, 60].map((hours) => {
      const at = NOW - hours * HOUR_MS;
      const alert = { seq: hours, at, title: '', body: '', outcome: 'raised' } as const;
      return { kind: 'alert', at, alert } as const;
    });
    const days = groupByDay({ notes, more: false }, NOW).map(({ day, lines }) => [day, lines.length]);
    expect(days).toEqual([
      ['Today', 2],
      ['Yesterday', 2],
      ['Thu 19 Nov', 1],
    ]);
  });
});
