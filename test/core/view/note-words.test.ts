import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/core/history/alert.ts';
import type { ConnectionSpan } from '../../../src/core/history/history.ts';
import type { WatchNote } from '../../../src/core/history/watch-notes.ts';
import type { NoteLine } from '../../../src/core/view/fold-notes.ts';
import {
  describeOutcome,
  describePending,
  describeRun,
  describeSpan,
  describeStretch,
  groupByDay,
} from '../../../src/core/view/note-words.ts';

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
  if (line.kind === 'run') return Object.values(describeRun(line, NOW)).join(', ');
  return line.kind === 'alert' ? line.alert.outcome : line.kind;
}

describe('describeOutcome', () => {
  const MINUTE_MS = 60_000;
  it.each<readonly [Partial<Alert>, string]>([
    [{}, 'shown'],
    [{ outcome: 'cooldown' }, 'held back: cool-down'],
    [{ outcome: 'cooldown', until: NOW + 5 * MINUTE_MS }, 'held back: cool-down until 12:05'],
    [{ outcome: 'paused', until: NOW + 19 * HOUR_MS }, 'held back: paused until tomorrow 07:00'],
    [
      { outcome: 'paused', at: NOW - 14 * HOUR_MS, until: NOW - 5 * HOUR_MS },
      'held back: paused until today 07:00',
    ],
    [{ outcome: 'hourly', until: NOW + 30 * MINUTE_MS }, 'held back: its limit for an hour until 12:30'],
    [{ outcome: 'condition', why: 'somebody is at home' }, 'held back by its condition: somebody is at home'],
    [{ outcome: 'quiet-hours', until: NOW + 5 * MINUTE_MS }, 'held back: quiet hours until 12:05'],
    [{ outcome: 'dnd' }, 'held back: Do Not Disturb'],
    [{ outcome: 'looked' }, 'not shown: while you looked at the log'],
    [{ outcome: 'away' }, 'counted in a summary: you were away'],
    [{ outcome: 'failed' }, 'the desktop did not show it'],
  ])('%j', (part, words) => {
    expect(describeOutcome({ at: NOW, outcome: 'raised', ...part }, NOW).text).toBe(words);
  });
});

describe('describePending', () => {
  it.each<readonly [agoSeconds: number, inSeconds: number, string]>([
    [240, 360, 'pending: 4 of 10 min, tells at 12:06'],
    [45, 555, 'pending: 45 s of 10 min, tells at 12:09'],
    [299, 301, 'pending: 4 of 10 min, tells at 12:05'],
    [30, 60, 'pending: 30 s of 1 min 30 s, tells at 12:01'],
    [5_400, 1_800, 'pending: 1 h 30 min of 2 h, tells at 12:30'],
    [6 * 3_600 + 59, 18 * 3_600 - 59, 'pending: 6 h of 1 d, tells at tomorrow 05:59'],
    // The clock was set back.
    [-60, 660, 'pending: 0 s of 10 min, tells at 12:11'],
    [660, -60, 'pending: 10 of 10 min, tells at 11:59'],
  ])('since %i s, due in %i s', (ago, left, words) => {
    expect(describePending({ since: NOW - ago * 1_000, due: NOW + left * 1_000 }, NOW)).toBe(words);
  });

  it('says for how long it has been so, and why it still waits', () => {
    const since = NOW - 2 * HOUR_MS - 5_000;
    const words = describePending({ since, due: NOW - HOUR_MS, why: 'the sun is up' }, NOW);
    expect(words).toBe('pending: for 2 h, waits because the sun is up');
  });
});

describe('describeStretch', () => {
  it.each<readonly [fromHours: number, toHours: number | null, string]>([
    [2, null, 'Today 10:00 until now'],
    [14, 5, 'Yesterday 22:00 until today 07:00'],
    [74, 50, 'Wed 18 Nov 10:00 until Thu 19 Nov 10:00'],
    [50, 36, 'Thu 19 Nov 10:00 until yesterday 00:00'],
  ])('%i h ago to %s h ago', (fromHours, toHours, words) => {
    const to = toHours === null ? null : NOW - toHours * HOUR_MS;
    expect(describeStretch({ from: NOW - fromHours * HOUR_MS, to }, NOW)).toBe(words);
  });
});

describe('groupByDay', () => {
  it.each<readonly [more: boolean, held: number, outcomes: readonly string[]]>([
    [false, 5, ['Door ×6, since 11:59:10, 5 held back: paused, 1 shown, held']],
    [false, 1, ['raised', 'paused']],
    // It may go on in what is older.
    [true, 5, ['Door ×6, since 11:59:10, 5 held back: paused, 1 shown, held']],
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
