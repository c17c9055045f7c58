import type { QueryNode } from '../../../src/core/query/ast.ts';
import { completionsAt } from '../../../src/core/query/complete-query.ts';
import { createMatcher } from '../../../src/core/query/create-matcher.ts';
import { describeQuery } from '../../../src/core/query/describe-query.ts';
import { withExcluded, withoutExcluded, withoutTerm, withTerm } from '../../../src/core/query/edit-query.ts';
import { toQueryItem } from '../../../src/core/query/event-item.ts';
import { highlightSpans } from '../../../src/core/query/highlight-spans.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { printQuery } from '../../support/print-query.ts';
import { toViewQuery } from '../../../src/core/query/to-view-query.ts';
import { stateChanged } from '../../support/event-builders.ts';
import { describeDifference, hashText, type FuzzTarget } from '../fuzz-target.ts';
import { drawQueryText } from '../generators/query-text.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
/** Longest time that one text of an ordinary length may take, ms. */
const MAX_MS = 1_000;
const ITEM = toQueryItem({
  facts: { seq: 1, kind: 'event', serverId: 'home', at: NOW, alert: false },
  event: stateChanged('light.hall', 'off', ['on', { note: 'ab'.repeat(200) }]),
  text: null,
});

/** The text of a query: parsed, printed and parsed again, matched, edited and coloured. */
export const query: FuzzTarget = {
  name: 'query',
  generate: drawQueryText,
  check(input) {
    const started = performance.now();
    const wrong = checkText(input);
    const ms = performance.now() - started;
    return wrong ?? (ms > MAX_MS ? describeDifference('time in ms', ms, MAX_MS) : null);
  },
};

/** The same text, with the caret anywhere in it. */
export const completion: FuzzTarget = {
  name: 'completion',
  generate: drawQueryText,
  check(input) {
    const caret = hashText(input) % (input.length + 1);
    const found = completionsAt(input, caret);
    if (found === null) return null;
    const isAtCaret = 0 <= found.from && found.from <= caret && caret <= found.to && found.to <= input.length;
    return isAtCaret ? null : describeDifference(`completion at ${String(caret)}`, found, 'around the caret');
  },
};

function checkText(input: string): string | null {
  const parsed = parseQuery(input, { now: NOW });
  const spans = highlightSpans(input, parsed.ok ? null : parsed.error);
  const shown = spans.map(({ from, to }) => input.slice(from, to)).join('');
  if (shown !== input) return describeDifference('coloured text', shown, input);
  if (!parsed.ok) {
    const { from, to, message } = parsed.error;
    const isInside = 0 <= from && from < to && to <= input.length;
    return isInside && message !== ''
      ? null
      : describeDifference('error', parsed.error, 'a place in the text');
  }
  return checkRoot(parsed.root) ?? checkEdits(input);
}

function checkRoot(root: QueryNode): string | null {
  const printed = printQuery(root);
  const again = parseQuery(printed, { now: NOW });
  // What was abbreviated may be too long, or one group deeper, when it is written out.
  if (again.ok && JSON.stringify(again.root) !== JSON.stringify(root))
    return describeDifference(`printed as ${printed}`, again.root, root);
  if (describeQuery(root) === '') return 'a query without words';
  createMatcher(toViewQuery(root), { serverNames: new Map() })(ITEM);
  return null;
}

function checkEdits(input: string): string | null {
  const included = withTerm(input, 'type', 'a b');
  const excluded = withExcluded(input, 'type', 'a b');
  if (/type:[^ ]*"a b"/i.test(input)) return null;
  const back = [withoutTerm(included, 'type', 'a b'), withoutExcluded(excluded, 'type', 'a b')];
  return back.every((text) => text === input) || !parseQuery(included, { now: NOW }).ok
    ? null
    : describeDifference('after adding and taking back', back, input);
}
