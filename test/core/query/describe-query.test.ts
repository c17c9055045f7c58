import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeQuery } from '../../../src/core/query/describe-query.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { arbitraryQuery } from './support/query-arbitraries.ts';

describe('describeQuery', () => {
  it.each([
    ['', 'everything'],
    [
      'type:state_changed entity:light.* to:on -from:garage',
      'state_changed of light.*, to on, not from garage',
    ],
    ['type:(a OR b) entity:(x OR y)', 'a or b of x or of y'],
    ['hall_mo', 'with “hall mo…”'],
    ['"hall motion"', 'with “hall motion”'],
    ['to:>20 from:10..20', 'to above 20, from between 10 and 20'],
    ['attributes.battery:<15', 'new_state.attributes.battery below 15'],
    ['-(a b)', 'not (with “a…”, with “b…”)'],
    ['(type:a to:b) OR user:*', '(a, to b) or by user anything'],
    ['entity:/leak|smoke/', 'of like /leak|smoke/'],
    ['alert:yes recovered:no', 'notified, not recovered'],
    ['seq:1', 'row 1'],
    ['seq:>=5', 'rows 5 to the newest'],
    ['at:2026-11-21T07:00..08:00', 'between 2026-11-21 07:00:00 and 2026-11-21 08:00:00'],
    ['at:..2026-11-20', 'before 2026-11-21 00:00:00'],
    [
      'service:light.turn_on domain:light server:home',
      'calling light.turn_on, of domain light, on server home',
    ],
  ])('%j', (text, words) => {
    const parsed = parseQuery(text, { now: 0 });
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(describeQuery(parsed.root)).toBe(words);
  });

  it('has words for any query', () => {
    fc.assert(fc.property(arbitraryQuery, (root) => describeQuery(root).trim() !== ''));
  });
});
