import { expect, it } from 'vitest';
import { describeOutcome } from '../../../src/core/recovery/describe-recovery.ts';
import type { Missing, UnavailableReason } from '../../../src/core/recovery/recovery.ts';

const END = new Date(2026, 10, 21, 3, 20).getTime();

it.each<[number, readonly Missing[], string]>([
  [0, [], 'nothing was missed, by the recorder'],
  [1, [], '1 event recovered'],
  [2_000, [], '2,000 events recovered'],
  [2, [{ what: 'earlier', since: END - 600_000 }], '2 events recovered, only from 03:10:00 on'],
  [0, [{ what: 'earlier', since: END - 86_400_000 }], '0 events recovered, only from 2026-11-20 03:20:00 on'],
  [
    3,
    [
      { what: 'entities', asked: 2_300, total: 5_000 },
      { what: 'earlier', since: END },
    ],
    '3 events recovered, only 2,300 of 5,000 entities were asked about, only from 03:20:00 on',
  ],
  [
    0,
    [{ what: 'unseen-entities' }],
    '0 events recovered, only entities that were seen before were asked about',
  ],
  [1, [{ what: 'failed' }], '1 event recovered, a part of the history could not be read'],
  [
    1,
    [{ what: 'history' }],
    '1 event recovered, from the logbook only, because this server keeps no history',
  ],
  [0, [{ what: 'clock' }], "0 events recovered, the time of the server's clock is not known"],
])('says of %i events what is missing: %j', (count, missing, words) => {
  const outcome =
    missing.length === 0 ? { kind: 'complete' as const } : { kind: 'partial' as const, missing };
  expect(describeOutcome(count, outcome, END)).toBe(words);
});

it.each<[UnavailableReason, string]>([
  ['no-recorder', 'this server keeps no history'],
  ['failed', 'the history could not be read'],
  ['other-types', 'a history holds only state changes and logbook entries'],
  ['ended', 'the connection ended first'],
  ['too-many-gaps', 'the connection was lost too often'],
])('says why nothing came back: %s', (why, words) => {
  expect(describeOutcome(0, { kind: 'unavailable', why }, END)).toBe(`nothing recovered, because ${words}`);
});
