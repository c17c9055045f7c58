import { describe, expect, it } from 'vitest';
import { toConnectionSpans } from '../../../src/core/history/connection-spans.ts';
import type { StoredState } from '../../../src/core/history/history.ts';

type Change = readonly [at: number, state: string, code?: StoredState['code'], serverId?: string];

function spansOf(changes: readonly Change[]): readonly string[] {
  const states = changes.map(([at, state, code = '', serverId = 'home']) => ({ serverId, at, state, code }));
  return toConnectionSpans(states).map(
    ({ kind, serverId, from, to, code }) => `${serverId} ${kind} ${String(from)}-${String(to)} ${code}`,
  );
}

describe('toConnectionSpans', () => {
  it.each<readonly [what: string, changes: readonly Change[], spans: readonly string[]]>([
    ['nothing', [], []],
    [
      'one night of failed attempts is one stretch, with its first reason',
      [
        [1, 'connecting'],
        [2, 'live'],
        [10, 'waiting', 'ended'],
        [11, 'connecting'],
        [12, 'waiting', 'refused'],
        [13, 'connecting'],
        [20, 'live'],
      ],
      ['home live 20-null ', 'home away 10-20 ended', 'home live 2-10 '],
    ],
    [
      'a first attempt that fails counts from its beginning, with the reason',
      [
        [1, 'connecting'],
        [4, 'stopped', 'unauthorized'],
      ],
      ['home away 1-null unauthorized'],
    ],
    [
      'a run that ended in order',
      [
        [1, 'live'],
        [5, 'idle'],
        [90, 'connecting'],
        [91, 'live'],
      ],
      ['home live 91-null ', 'home off 5-90 ', 'home live 1-5 '],
    ],
    [
      'one that went on all the while that nothing was kept',
      [
        [1, 'live'],
        [5, 'idle'],
        [1, 'live'],
      ],
      ['home live 5-null ', 'home live 1-5 '],
    ],
    ['what was off and has never been on is nothing to tell', [[1, 'idle']], []],
    [
      'a new stream for a live one',
      [
        [1, 'live'],
        [5, 'connecting'],
        [6, 'live'],
      ],
      ['home live 6-null ', 'home live 1-5 '],
    ],
    [
      'servers do not mix, and the newest beginning comes first',
      [
        [1, 'live'],
        [2, 'live', '', 'cabin'],
        [3, 'waiting', 'reset'],
        [4, 'live'],
      ],
      ['home live 4-null ', 'home away 3-4 reset', 'cabin live 2-null ', 'home live 1-3 '],
    ],
    [
      'no stretch ends before it began, whatever the clock did',
      [
        [10, 'live'],
        [5, 'waiting', 'ended'],
      ],
      ['home live 10-10 ', 'home away 10-null ended'],
    ],
  ])('%s', (_what, changes, spans) => {
    expect(spansOf(changes)).toEqual(spans);
  });
});
