import { describe, expect, it } from 'vitest';
import type { ConnectionSpan } from '../../../src/core/history/history.ts';
import { withoutBlinks } from '../../../src/core/history/without-blinks.ts';

type Part = readonly [kind: ConnectionSpan['kind'], from: number, to: number | null, serverId?: string];

/** Seconds; newest first. */
function spansOf(parts: readonly Part[]): readonly ConnectionSpan[] {
  return parts.map(([kind, from, to, serverId = 'home']) => ({
    kind,
    serverId,
    from: from * 1_000,
    to: to === null ? null : to * 1_000,
    code: '',
  }));
}

describe('withoutBlinks', () => {
  it.each<readonly [string, readonly Part[], readonly Part[]]>([
    [
      'a blink',
      [
        ['live', 110, null],
        ['away', 100, 110],
        ['live', 0, 100],
      ],
      [['live', 0, null]],
    ],
    [
      'several',
      [
        ['live', 230, 300],
        ['away', 200, 230],
        ['live', 110, 200],
        ['away', 100, 110],
        ['live', 0, 100],
      ],
      [['live', 0, 300]],
    ],
    [
      'a minute',
      [
        ['live', 160, null],
        ['away', 100, 160],
        ['live', 0, 100],
      ],
      [
        ['live', 160, null],
        ['away', 100, 160],
        ['live', 0, 100],
      ],
    ],
    [
      'one that lasts',
      [
        ['away', 100, null],
        ['live', 0, 100],
      ],
      [
        ['away', 100, null],
        ['live', 0, 100],
      ],
    ],
    [
      'one before a longer one',
      [
        ['live', 400, null],
        ['away', 120, 400],
        ['live', 110, 120],
        ['away', 100, 110],
        ['live', 0, 100],
      ],
      [
        ['live', 400, null],
        ['away', 120, 400],
        ['live', 0, 120],
      ],
    ],
    [
      'a short first attempt',
      [
        ['live', 10, null],
        ['away', 0, 10],
      ],
      [
        ['live', 10, null],
        ['away', 0, 10],
      ],
    ],
    [
      'what the owner switched off',
      [
        ['live', 110, null],
        ['off', 100, 110],
        ['live', 0, 100],
      ],
      [
        ['live', 110, null],
        ['off', 100, 110],
        ['live', 0, 100],
      ],
    ],
    [
      'of another server',
      [
        ['live', 110, null],
        ['away', 105, null, 'cabin'],
        ['away', 100, 110],
        ['live', 50, 105, 'cabin'],
        ['live', 0, 100],
      ],
      [
        ['away', 105, null, 'cabin'],
        ['live', 50, 105, 'cabin'],
        ['live', 0, null],
      ],
    ],
  ])('%s', (_name, spans, expected) => {
    expect(withoutBlinks(spansOf(spans))).toEqual(spansOf(expected));
  });
});
