import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/core/events/row.ts';
import { entityOf, toCellTerm } from '../../../src/core/view/cell-terms.ts';
import { makeRow } from './make-row.ts';

const FACTS = { serverName: 'Home', now: Date.UTC(2026, 10, 21, 12) };
const ROW: Row = {
  ...makeRow(7),
  at: Date.UTC(2026, 10, 21, 7, 0, 2, 418),
  type: 'state_changed',
  subject: 'light.hall',
  text: 'Hall light turned on, was off',
  origin: 'LOCAL',
};
const term = (patch: Partial<Row>, column: Parameters<typeof toCellTerm>[1]): unknown =>
  toCellTerm({ ...ROW, ...patch }, column, FACTS);

describe('what a cell stands for', () => {
  it.each([
    ['its type', {}, 'type', { kind: 'facet', facet: 'type', value: 'state_changed' }],
    ['its entity', {}, 'subject', { kind: 'facet', facet: 'entity', value: 'light.hall' }],
    ['its server, by name', {}, 'server', { kind: 'facet', facet: 'server', value: 'Home' }],
    ['its origin', {}, 'origin', { kind: 'facet', facet: 'origin', value: 'local' }],
    ['its sentence', {}, 'text', { kind: 'words', value: 'Hall light turned on, was off' }],
    [
      'its minute',
      {},
      'time',
      { kind: 'time', from: Date.UTC(2026, 10, 21, 7), to: Date.UTC(2026, 10, 21, 7, 1) },
    ],
    [
      'the service that was called',
      { type: 'call_service', subject: 'light.turn_on' },
      'subject',
      { kind: 'facet', facet: 'service', value: 'light.turn_on' },
    ],
    [
      'a tag, in words',
      { type: 'tag_scanned', subject: '7a5b laundry' },
      'subject',
      { kind: 'words', value: '7a5b laundry' },
    ],
    [
      'an interruption',
      { kind: 'gap', type: '', subject: '', text: 'Disconnected' },
      'text',
      { kind: 'facet', facet: 'kind', value: 'gap' },
    ],
    [
      'a message that could not be read',
      { kind: 'unparsed', type: '', subject: '' },
      'type',
      { kind: 'facet', facet: 'type', value: 'unparsed' },
    ],
  ] as const)('%s', (_name, patch, column, expected) => {
    expect(term(patch, column)).toMatchObject(expected);
  });

  it.each([
    ['no subject', { subject: '' }, 'subject'],
    ['no origin', { origin: '' }, 'origin'],
    ['a sentence of signs alone', { text: '… !' }, 'text'],
  ] as const)('is nothing where there is %s', (_name, patch, column) => {
    expect(term(patch, column)).toBeNull();
  });

  it('takes as much of a long sentence as tells it from others, in whole words', () => {
    const found = term({ text: `${'somewhat long '.repeat(20)}end` }, 'text');
    expect(found).toMatchObject({ kind: 'words', value: `${'somewhat long '.repeat(5)}somewhat` });
  });

  it('never names a service as an entity', () => {
    expect(entityOf({ ...ROW, type: 'call_service', subject: 'light.turn_on' })).toBeNull();
    expect(entityOf(ROW)).toBe('light.hall');
    expect(entityOf({ ...ROW, subject: 'not an id' })).toBeNull();
  });

  it('keeps the label of a hostile value short, whole characters only', () => {
    const found = term({ type: '💡'.repeat(200) }, 'type');
    expect(found).toMatchObject({ value: '💡'.repeat(200), label: `${'💡'.repeat(47)}…` });
  });
});
