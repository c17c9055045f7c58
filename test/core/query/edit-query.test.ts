import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasExcluded,
  hasTerm,
  withExcluded,
  withoutExcluded,
  withoutTerm,
  withTerm,
  withTimeRange,
} from '../../../src/core/query/edit-query.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { printQuery } from '../../support/print-query.ts';
import { HOUSE } from './support/event-arbitraries.ts';
import { arbitraryQuery } from './support/query-arbitraries.ts';

describe('withTerm', () => {
  it.each([
    ['', 'type:a'],
    ['hall', 'hall type:a'],
    ['hall ', 'hall  type:a'],
    ['type:a', 'type:a'],
    ['TYPE:"A"', 'TYPE:"A"'],
    ['type:b', 'type:(b OR a)'],
    ['x type: b  y', 'x type: (b OR a)  y'],
    ['type:(b OR c)', 'type:(b OR c OR a)'],
    ['type:( b || c ) y', 'type:( b || c OR a ) y'],
    ['type:(b)', 'type:((b) OR a)'],
    ['type:b*', 'type:(b* OR a)'],
    ['type:-b', 'type:(-b OR a)'],
    ['type:(-b OR c)', 'type:(-b OR c OR a)'],
    ['-type:b', '-type:b type:a'],
    ['-type:a', 'type:a'],
    ['x -type:a y', 'x y type:a'],
    ['x OR y', '( x OR y ) type:a'],
    ['(x OR y)', '(x OR y) type:a'],
    ['type:b OR y', '( type:b OR y ) type:a'],
    ['entity:(type OR a)', 'entity:(type OR a) type:a'],
    ['"unclosed', '"unclosed'],
  ])('of %j', (text, wanted) => {
    expect(withTerm(text, 'type', 'a')).toBe(wanted);
  });

  it('quotes what needs it', () => {
    expect(withTerm('', 'to', 'not home')).toBe('to:"not home"');
    expect(withTerm('', 'entity', 'light.*')).toBe('entity:"light.*"');
    expect(withTerm('x', 'attributes.a b', '1')).toBe('x data.new_state.attributes."a b":1');
    expect(withTerm('x', 'nonsense', '1')).toBe('x');
  });
});

describe('withoutTerm', () => {
  it.each([
    ['type:a', ''],
    ['type:a hall', 'hall'],
    ['hall type:a', 'hall'],
    ['hall type:a motion', 'hall motion'],
    ['hall AND type:a', 'hall'],
    ['type:a AND hall', 'hall'],
    ['hall AND type:a AND motion', 'hall AND motion'],
    ['type:(a OR b)', 'type:b'],
    ['type:(b OR "A" OR c) x', 'type:(b OR c) x'],
    ['type:(a OR b OR c)', 'type:(b OR c)'],
    ['type:(a)', ''],
    ['type:b', 'type:b'],
    ['type:a OR hall', 'type:a OR hall'],
    ['-type:a', '-type:a'],
    ['(type:a)', '(type:a)'],
    ['( x OR y ) type:a', 'x OR y'],
    ['(x OR y) type:a', '(x OR y)'],
  ])('of %j', (text, wanted) => {
    expect(withoutTerm(text, 'type', 'a')).toBe(wanted);
  });
});

describe('withExcluded', () => {
  it.each([
    ['', '-type:a'],
    ['hall', 'hall -type:a'],
    ['type:a hall', 'hall -type:a'],
    ['type:(a OR b)', 'type:b -type:a'],
    ['-type:b', '-type:b -type:a'],
    ['NOT type:a', 'NOT type:a'],
    ['-type:(b OR a)', '-type:(b OR a)'],
    ['x OR y', '( x OR y ) -type:a'],
  ])('of %j', (text, wanted) => {
    expect(withExcluded(text, 'type', 'a')).toBe(wanted);
  });
});

describe('withTimeRange', () => {
  const at = (hour: number, minute = 0, second = 0, ms = 0): number =>
    new Date(2026, 10, 21, hour, minute, second, ms).getTime();

  it.each([
    ['', at(7), at(8), 'at:2026-11-21T07:00..08:00'],
    ['since:1h hall', at(7), at(8, 0, 30), 'hall at:2026-11-21T07:00..08:00:30'],
    [
      'hall at:07:00 type:a -since:1m',
      at(7),
      at(7, 0, 0, 5),
      'hall type:a at:2026-11-21T07:00..07:00:00.005',
    ],
    ['hall', at(23), at(25), 'hall at:2026-11-21T23:00..2026-11-22T01:00'],
    ['hall', at(7), null, 'hall at:2026-11-21T07:00..'],
    ['hall', null, at(7), 'hall at:..2026-11-21T07:00'],
    ['hall at:07:00', null, null, 'hall'],
    ['a OR at:07:00', at(7), at(8), '( a OR at:07:00 ) at:2026-11-21T07:00..08:00'],
    ['"', at(7), at(8), '"'],
  ])('of %j', (text, from, to, wanted) => {
    expect(withTimeRange(text, from, to)).toBe(wanted);
  });

  it('is read as exactly this range, also where clocks change', () => {
    const zoneBefore = process.env['TZ'];
    process.env['TZ'] = 'Europe/Berlin';
    const moment = fc.oneof(
      fc.integer({ min: Date.UTC(2026, 9, 24, 20), max: Date.UTC(2026, 9, 25, 6) }),
      fc.integer({ min: Date.UTC(2026, 2, 28, 20), max: Date.UTC(2026, 2, 29, 6) }),
      fc.integer({ min: 1e8, max: 4e12 }),
    );
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1, max: 2e8 }),
        fc.constantFrom(1, 1_000, 60_000),
        (start, length, unit) => {
          const from = start - (start % unit);
          const to = from + Math.max(unit, length - (length % unit));
          const parsed = parseQuery(withTimeRange('', from, to), { now: 0 });
          expect(parsed).toMatchObject({ ok: true, root: { kind: 'time', from, to } });
        },
      ),
      { numRuns: 400 },
    );
    if (zoneBefore === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zoneBefore;
  });
});

describe('edits', () => {
  const text = fc
    .tuple(
      arbitraryQuery.map(printQuery),
      fc.constantFrom('', ' ', '\n'),
      fc.constantFrom('', ' ', '  '),
      fc.constantFrom(
        (inner: string) => inner,
        (inner: string) => `( ${inner} )`,
        (inner: string) => `(${inner})`,
        () => '',
      ),
    )
    .map(([query, before, after, wrap]) => before + wrap(query) + after);
  const field = fc.constantFrom('type', 'entity', 'to', 'data.new_state.state');
  const value = fc.constantFrom<string>(...HOUSE.types, ...HOUSE.entities, 'on', '1..2', 'a"b', 'OR');

  it('take back exactly what they add', () => {
    fc.assert(
      fc.property(text, field, value, (before, name, word) => {
        fc.pre(!hasTerm(before, name, word) && !hasExcluded(before, name, word));
        const included = withTerm(before, name, word);
        const excluded = withExcluded(before, name, word);
        expect(hasTerm(included, name, word)).toBe(true);
        expect(hasExcluded(excluded, name, word)).toBe(true);
        expect(withoutTerm(included, name, word)).toBe(before);
        expect(withoutExcluded(excluded, name, word)).toBe(before);
      }),
      { numRuns: 800 },
    );
  });

  it('leave a text that can be read', () => {
    const edits = fc.array(
      fc.tuple(fc.constantFrom(withTerm, withoutTerm, withExcluded, withoutExcluded), field, value),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(text, edits, (before, steps) => {
        const after = steps.reduce((current, [edit, name, word]) => edit(current, name, word), before);
        expect(parseQuery(withTimeRange(after, 1e12, 2e12), { now: 0 }).ok).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
