import { describe, expect, it } from 'vitest';
import { describeOwnRow, toOwnRow } from '../../../src/core/own-rows/own-row-words.ts';
import type { OwnRow } from '../../../src/core/own-rows/own-row.ts';
import type { Row } from '../../../src/core/events/row.ts';

const FROM = new Date(2026, 10, 30, 6, 59, 20).getTime();
const gap = { from: FROM, to: FROM + 29_000, reason: { code: 'ended' } } as const;
const server = { name: 'Home', baseUrl: 'http://home:8123', credentialKind: 'bearer' } as const;
const facts = { seq: 7, serverId: 'home', at: FROM };
const GAP_WORDS = 'Disconnected 06:59:20 to 06:59:49 (29 s, Home Assistant restarted)';

const ROWS: readonly [OwnRow, string, Row['kind'], Row['tone']][] = [
  [{ kind: 'gap', gap, recovery: null }, GAP_WORDS, 'gap', 'bad'],
  [
    { kind: 'gap', gap, recovery: { count: 412, outcome: { kind: 'complete' } } },
    `${GAP_WORDS}, 412 events recovered`,
    'gap',
    'bad',
  ],
  [
    {
      kind: 'gap',
      gap,
      recovery: {
        count: 1,
        outcome: { kind: 'partial', missing: [{ what: 'earlier', since: FROM + 9_000 }] },
      },
    },
    `${GAP_WORDS}, 1 event recovered, only from 06:59:29 on`,
    'gap',
    'bad',
  ],
  [{ kind: 'connected', name: 'Home' }, 'Connected to Home', 'server', 'system'],
  [
    { kind: 'stopped', failure: { code: 'unauthorized' }, server },
    'Home Assistant does not accept the access token (401).',
    'server',
    'bad',
  ],
  [
    { kind: 'oversize', bytes: 1_048_577, isOver: false },
    'An event of more than 1.0 MB is too large to read and is left out.',
    'unparsed',
    'bad',
  ],
  [
    { kind: 'oversize', bytes: 5_242_880, isOver: true },
    'An event of 5.0 MB was too large to read and was left out.',
    'unparsed',
    'bad',
  ],
  [
    { kind: 'clock-set-back', byMs: 3_600_000 },
    'The clock of this computer was set back by 1 h.',
    'server',
    'system',
  ],
  [{ kind: 'imported', rowKind: 'gap', tone: 'bad', text: 'Disconnected' }, 'Disconnected', 'gap', 'bad'],
];

describe('a row of our own', () => {
  it.each(ROWS)('%o says "%s"', (own, text, kind, tone) => {
    expect(describeOwnRow(own)).toBe(text);
    expect(toOwnRow({ ...facts, own })).toEqual({
      ...facts,
      ...{ kind, tone, text },
      ...{ type: '', subject: '', origin: '', alert: false },
    });
  });
});
