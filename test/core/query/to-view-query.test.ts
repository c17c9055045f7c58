import { describe, expect, it } from 'vitest';
import type { QueryNode } from '../../../src/core/query/ast.ts';
import { createMatcher } from '../../../src/core/query/create-matcher.ts';
import { toQueryItem, type QueryItemFacts } from '../../../src/core/query/event-item.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { toViewQuery } from '../../../src/core/query/to-view-query.ts';
import { stateChanged } from '../../support/event-builders.ts';

function parse(query: string): QueryNode {
  const parsed = parseQuery(query, { now: 10_000 });
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.root;
}

const serverNames = new Map([['home', 'Home']]);
const FACTS: QueryItemFacts = { seq: 5, kind: 'gap', serverId: 'home', at: 9_000, alert: false };
const GAP = toQueryItem({ facts: FACTS, event: null, text: 'Not connected for 3 s' });
const NOTE = toQueryItem({ facts: { ...FACTS, kind: 'server' }, event: null, text: 'Connected to Home' });
const LIGHT = toQueryItem({
  facts: { ...FACTS, kind: 'event' },
  event: stateChanged('light.hall', 'off', 'on'),
  text: null,
});

describe('toViewQuery', () => {
  it.each([
    ['type:state_changed', true, true],
    ['type:call_service', true, false],
    ['-type:state_changed', true, false],
    ['alert:yes OR to:off', true, false],
    ['type:state_changed since:1s', true, true],
    ['type:state_changed since:0.5s', false, false],
    ['server:home to:on', true, true],
    ['server:cabin to:on', false, false],
    ['to:on -server:home', false, false],
    ['seq:6..9 to:on', false, false],
    ['(server:home OR seq:9) to:off', true, false],
    ['(server:cabin OR to:off)', true, false],
    ['kind:event', false, true],
    ['kind:gap', true, false],
    ['to:on -kind:gap', false, true],
    ['since:1h', true, true],
    ['', true, true],
  ])('%j shows an interruption: %s, the event: %s', (query, gap, event) => {
    const isMatch = createMatcher(toViewQuery(parse(query)), { serverNames });
    expect([isMatch(GAP), isMatch(LIGHT)]).toEqual([gap, event]);
  });

  it('leaves out other rows of our own, unless a query asks for them or for all', () => {
    const shows = (query: string): boolean => createMatcher(toViewQuery(parse(query)), { serverNames })(NOTE);
    expect(['to:on', 'entity:gar', 'alert:yes since:1h'].filter(shows)).toEqual([]);
    expect(['', 'since:1h', 'server:home', 'kind:server'].filter((query) => !shows(query))).toEqual([]);
  });

  it.each(['', 'since:1h', 'seq:1..2 -server:home', 'kind:gap', 'to:on kind:*'])(
    'leaves %j as it is',
    (query) => {
      const root = parse(query);
      expect(toViewQuery(root)).toBe(root);
    },
  );
});
