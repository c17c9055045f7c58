import { describe, expect, it } from 'vitest';
import {
  createMatcher,
  EMPTY_FILTER,
  isFilterEmpty,
  parseSearchText,
  toggleExcluded,
  toggleIncluded,
  type Filter,
} from '../../../src/core/view/filter.ts';
import { makeRow } from './make-row.ts';

describe('parseSearchText', () => {
  it.each([
    ['', []],
    ['  Kitchen   ON ', ['kitchen', 'on']],
    ['"turned on" hall', ['turned on', 'hall']],
    ['"turned o', ['turned o']],
    ['""', []],
    ['a"b c"d', ['a', 'b c', 'd']],
  ])('%j gives %j', (text, needles) => {
    expect(parseSearchText(text)).toEqual(needles);
  });
});

describe('createMatcher', () => {
  const row = makeRow(7, {
    type: 'call_service',
    subject: 'light.turn_on',
    text: 'Kitchen light called',
    origin: 'REMOTE',
  });
  const matches = (part: Partial<Filter>, candidate = row): boolean =>
    createMatcher({ ...EMPTY_FILTER, ...part })(candidate);

  it.each<[string, Partial<Filter>, boolean]>([
    ['nothing asked', {}, true],
    ['every word, in any part and any case', { text: 'KITCHEN call_service remote turn_on' }, true],
    ['one word missing', { text: 'kitchen garage' }, false],
    ['words do not run over from part to part', { text: '"turn_on kitchen"' }, false],
    ['type included', { include: new Set(['call_service']) }, true],
    ['another type included', { include: new Set(['state_changed']) }, false],
    ['type excluded', { exclude: new Set(['call_service']) }, false],
    ['excluded wins', { include: new Set(['call_service']), exclude: new Set(['call_service']) }, false],
    ['this subject', { subject: 'light.turn_on' }, true],
    ['a subject that only begins alike', { subject: 'light.turn' }, false],
    ['cleared up to this row', { afterSeq: 7 }, false],
    ['cleared up to the row before', { afterSeq: 6 }, true],
  ])('%s: %j is %s', (_name, filter, expected) => {
    expect(matches(filter)).toBe(expected);
  });

  it('shows an interruption under every filter, but not after a clear', () => {
    const gap = makeRow(9, { kind: 'gap', type: '', subject: '', text: 'Disconnected' });
    expect(matches({ text: 'zzz', include: new Set(['x']), subject: 'light.x' }, gap)).toBe(true);
    expect(matches({ afterSeq: 9 }, gap)).toBe(false);
  });

  it('gives unparsed messages a type of their own', () => {
    const unparsed = makeRow(9, { kind: 'unparsed', type: '', subject: '', text: '{"a":' });
    expect(matches({ exclude: new Set(['unparsed']) }, unparsed)).toBe(false);
    expect(matches({ include: new Set(['unparsed']) }, unparsed)).toBe(true);
  });
});

describe('toggles', () => {
  it('never show and hide the same type', () => {
    const hidden = toggleExcluded(EMPTY_FILTER, 'a');
    const shown = toggleIncluded(hidden, 'a');
    expect([[...shown.include], [...shown.exclude]]).toEqual([['a'], []]);
    const back = toggleExcluded(shown, 'a');
    expect([[...back.include], [...back.exclude]]).toEqual([[], ['a']]);
    expect(isFilterEmpty(toggleExcluded(back, 'a'))).toBe(true);
  });
});
