import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordStream } from '../../../src/demo/recording/recorded-stream.ts';
import { decodeMessage } from '../../../src/core/stream/decode.ts';
import { skimMessage } from '../../../src/core/stream/skim.ts';
import { createSeededRandom } from '../../../src/demo/house/seeded-random.ts';
import { drawMessage } from '../../fuzz/generators/json-text.ts';
import { mutate } from '../../fuzz/generators/mutate.ts';
import { readCaptureMessages } from '../../support/capture-messages.ts';
import { CAPTURES } from '../../support/captures.ts';

const RECORDED = recordStream(500, 11);
const TOKENS = [
  '"',
  '\\',
  '{',
  '}',
  ',',
  ' ',
  '"origin"',
  '"time_fired"',
  '"context"',
  '\\u0061',
  'null',
  ']',
];

/** What of an event skimming gives, by parsing. `null` where it is none. */
function factsOf(text: string): object | null {
  const decoded = decodeMessage(text);
  if (decoded.kind !== 'event') return null;
  const { event_type: type, data, origin, time_fired: firedAt } = decoded.event;
  return { type, origin, firedAt, entityId: data['entity_id'] };
}

/** Skimming agrees with parsing, or declines, or the text turns out to be none when it is parsed. */
function disagreement(text: string): string | null {
  const skimmed = skimMessage(text);
  const facts = factsOf(text);
  if (skimmed === null || facts === null || namesTwice(text)) return null;
  const { entityId, ...rest } = skimmed;
  const got = entityId === null ? rest : skimmed;
  const wanted = entityId === null ? { ...facts, entityId: undefined } : facts;
  return JSON.stringify(sorted(got)) === JSON.stringify(sorted(wanted)) ? null : text;
}

function sorted(value: object): unknown {
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** An object names a member twice: there are more colons than members. Python's dicts can't. */
function namesTwice(text: string): boolean {
  const colons = text.replace(/"(?:\\.|[^"\\])*"/g, '').split(':').length - 1;
  return colons !== countMembers(JSON.parse(text.replace(/\b(?:NaN|-?Infinity)\b/g, '0')));
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const items: unknown[] = Object.values(value);
  return (
    (Array.isArray(value) ? 0 : items.length) +
    items.reduce<number>((sum, item) => sum + countMembers(item), 0)
  );
}

describe('skimMessage', () => {
  it.each(CAPTURES)('cuts out of every event of %s what parsing gives', (name) => {
    const events = readCaptureMessages(name).filter((text) => text !== 'ping');
    expect(events.length).toBeGreaterThan(5);
    for (const text of events) {
      const skimmed = skimMessage(text);
      expect(skimmed).toMatchObject({ ...factsOf(text), entityId: skimmed?.entityId });
      expect(disagreement(text)).toBeNull();
      if (skimmed?.type === 'state_changed') expect(skimmed.entityId).not.toBeNull();
    }
  });

  it('takes nearly every event of a recorded day', () => {
    expect(RECORDED.map(disagreement).filter((text) => text !== null)).toEqual([]);
    expect(RECORDED.filter((text) => skimMessage(text) !== null).length).toBeGreaterThan(490);
  });

  it.each([
    ['an escape in the type', '{"event_type":"a\\u0062","data":{},"origin":"LOCAL","time_fired":""}'],
    [
      'an escape in the entity',
      '{"event_type":"a","data":{"entity_id":"l\\n"},"origin":"L\\n","time_fired":""}',
    ],
    ['no type', '{"event_type":"","data":{},"origin":"LOCAL","time_fired":""}'],
    ['another order', '{"data":{},"event_type":"a","origin":"LOCAL","time_fired":""}'],
    ['data that are none', '{"event_type":"a","data":[],"origin":"LOCAL","time_fired":""}'],
    ['no time', '{"event_type":"a","data":{},"origin":"LOCAL"}'],
    ['no end', '{"event_type":"a","data":{},"origin":"LOCAL","time_fired":""'],
    ['something behind it', '{"event_type":"a","data":{},"origin":"LOCAL","time_fired":""} '],
    ['a member that nobody knows', '{"event_type":"a","data":{},"origin":"LOCAL","time_fired":"","x":1}'],
    ['a tail that is part of data', '{"event_type":"a","data":{"b":{},"origin":"LOCAL","time_fired":""}'],
    ['ping', 'ping'],
    ['nothing', ''],
  ])('leaves to the parser: %s', (_, text) => {
    const skimmed = skimMessage(text);
    if (skimmed !== null) expect(factsOf(text)).toBeNull();
    else expect(skimmed).toBeNull();
  });

  it('takes no tail that stands in a string for the real one', () => {
    const text = JSON.stringify({
      event_type: 'a',
      data: { b: '},"origin":"REMOTE","time_fired":"2026"}' },
      origin: 'LOCAL',
      time_fired: '2025',
    });
    expect(skimMessage(text)).toEqual({ type: 'a', entityId: null, origin: 'LOCAL', firedAt: '2025' });
  });

  it('agrees with parsing on whatever is like an event', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createSeededRandom(seed);
        const sent = RECORDED[seed % RECORDED.length] ?? '';
        expect(disagreement(drawMessage(random))).toBeNull();
        expect(disagreement(mutate(random, sent, TOKENS, 0x2030))).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });
});
