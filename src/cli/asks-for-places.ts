import { parseQuery } from '../core/query/parse-query.ts';
import { leavesOf } from '../core/query/query-nodes.ts';
import type { Rule } from '../core/rules/rule.ts';

/** Whether a rule is about rooms, floors, labels, devices or people, which only a server can tell. */
export function isAboutPlaces({ query }: Rule): boolean {
  const parsed = parseQuery(query, { now: 0 });
  return parsed.ok && leavesOf(parsed.root).some(({ kind }) => kind === 'place');
}

/** Whether its own words name such a thing. */
export function namesPlaces({ says = {} }: Rule): boolean {
  return /\{\{\s*(?:room|floor|device)\b/.test(`${says.title ?? ''} ${says.body ?? ''}`);
}
