import { describe, expect, it } from 'vitest';
import { savedViewSchema } from '../../../src/core/settings/settings.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { EXAMPLE_QUERIES, SYNTAX } from '../../../src/core/view/example-queries.ts';
import { addRecent } from '../../../src/core/view/recent-queries.ts';
import {
  changeView,
  describeNameProblem,
  missingStarters,
  moveView,
  removeView,
  STARTER_VIEWS,
  toCurrentView,
} from '../../../src/core/view/saved-views.ts';

const lights = { id: 'a', name: 'Lights', query: 'domain:light' };
const doors = { id: 'b', name: 'Doors', query: 'entity:*door*' };
const VIEWS = [lights, doors];
const ids = (views: readonly { id: string }[]): string => views.map(({ id }) => id).join('');

describe('saved views', () => {
  it.each([
    ['', null, { kind: 'everything' }],
    ['', 'a', { kind: 'everything' }],
    ['domain:light ', null, { kind: 'saved', view: lights, edited: false }],
    ['entity:*door*', 'a', { kind: 'saved', view: doors, edited: false }],
    ['domain:light to:on', 'a', { kind: 'saved', view: lights, edited: true }],
    ['domain:light to:on', null, { kind: 'unsaved' }],
    ['to:on', 'gone', { kind: 'unsaved' }],
  ] as const)('the tab of “%s” after %s', (query, openedId, expected) => {
    expect(toCurrentView(VIEWS, query, openedId)).toEqual(expected);
  });

  it('prefers the opened one of two with the same query', () => {
    const twin = { id: 'c', name: 'Twin', query: 'domain:light' };
    expect(toCurrentView([...VIEWS, twin], 'domain:light', 'c')).toMatchObject({ view: twin });
  });

  it('moves, changes and removes', () => {
    const three = [...VIEWS, { id: 'c', name: 'C', query: 'c' }];
    expect(ids(moveView(three, 'a', 1))).toBe('bac');
    expect(ids(moveView(three, 'c', -1))).toBe('cab');
    expect(ids(moveView(three, 'a', 9))).toBe('bca');
    expect(moveView(three, 'gone', 0)).toBe(three);
    expect(changeView(VIEWS, 'b', { name: 'All doors' })[1]).toEqual({ ...doors, name: 'All doors' });
    expect(ids(removeView(VIEWS, 'a'))).toBe('b');
  });

  it.each([
    ['  ', null, /needs a name/],
    ['x'.repeat(81), null, /at most 80/],
    ['everything', null, /without a query/],
    ['LIGHTS ', null, /a view “LIGHTS” already/],
    ['LIGHTS', 'a', /^$/],
    ['New', null, /^$/],
  ])('judges the name “%s”', (name, ownId, problem) => {
    expect(describeNameProblem(VIEWS, name, ownId)).toMatch(problem);
  });

  it('says when there are enough', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      id: String(index),
      name: String(index),
      query: 'x',
    }));
    expect(describeNameProblem(many, 'One more')).toMatch(/Delete one first/);
    expect(describeNameProblem(many, 'Renamed', '3')).toBe('');
  });

  it('offers starters that can be stored and are not there yet', () => {
    for (const [index, starter] of STARTER_VIEWS.entries()) {
      expect(savedViewSchema.safeParse({ id: String(index), ...starter }).success).toBe(true);
    }
    expect(missingStarters([]).length).toBe(4);
    const stored = STARTER_VIEWS.slice(1, 2).map((starter) => ({ id: 'x', ...starter }));
    expect(missingStarters(stored).map(({ name }) => name)).not.toContain('Automations');
  });
});

describe('recent queries', () => {
  it('keeps the newest first, once, and twenty of them', () => {
    expect(addRecent(['a', 'b'], ' b ')).toEqual(['b', 'a']);
    expect(addRecent(['a'], '  ')).toEqual(['a']);
    const many = Array.from({ length: 20 }, (_, index) => String(index));
    expect(addRecent(many, 'new')).toHaveLength(20);
  });
});

describe('queries that we offer', () => {
  const offered = [
    ...EXAMPLE_QUERIES.map(({ query }) => query),
    ...STARTER_VIEWS.map(({ query }) => query),
    ...SYNTAX.flatMap(({ lines }) => lines.map(({ query }) => query)),
  ];
  it.each(offered)('%s can be read', (query) => {
    expect(parseQuery(query, { now: new Date(2026, 10, 21, 9).getTime() })).toMatchObject({ ok: true });
  });
});
