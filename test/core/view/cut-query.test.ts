import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../../src/core/query/create-matcher.ts';
import { toQueryItem } from '../../../src/core/query/event-item.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { withCut } from '../../../src/core/view/cut-query.ts';
import { stateChanged } from '../../support/event-builders.ts';

const CUT = 1_796_000_000_000 * 1_024;

function finds(text: string, seq: number): boolean {
  const parsed = parseQuery(text, { now: 0 });
  if (!parsed.ok) throw new Error(parsed.error.message);
  const facts = { seq, kind: 'event', serverId: 'home', at: 0, alert: false } as const;
  const item = toQueryItem({ facts, event: stateChanged('light.hall', 'off', 'on'), text: null });
  return createMatcher(parsed.root, { serverNames: new Map() })(item);
}

describe('withCut', () => {
  it.each(['', '  ', 'to:on', 'to:off OR to:on', 'light.hall'])('cuts %j behind what was cleared', (text) => {
    expect(finds(withCut(text, CUT), CUT)).toBe(false);
    expect(finds(withCut(text, CUT), CUT + 1)).toBe(true);
    expect(withCut(text, null)).toBe(text);
  });
});
