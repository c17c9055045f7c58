import { itemOf, type LogEntry } from './log-entry.ts';
import { createMatcher } from '../query/create-matcher.ts';
import type { QueryContext, QueryMatcher } from '../query/item.ts';
import { parseQuery } from '../query/parse-query.ts';
import { toViewQuery } from '../query/to-view-query.ts';
import { createLogSession, type LogSession, type LogSessionOptions } from './log-session.ts';

/** A parsed query, or a sentence that says why it is invalid. */
export type OpenedView =
  | {
      readonly ok: true;
      /** Whether an item belongs to it. */
      readonly isMatch: QueryMatcher;
      createSession(options: Omit<LogSessionOptions, 'root' | 'matches'>): LogSession;
    }
  | { readonly ok: false; readonly message: string };

/**
 * Parses the text of a query and adds our own rows to it.
 *
 * @param now epoch ms, for `since:1h`.
 */
export function openView(text: string, now: number, context: QueryContext): OpenedView {
  const parsed = parseQuery(text, { now });
  if (!parsed.ok) return { ok: false, message: parsed.error.message };
  const root = toViewQuery(parsed.root);
  const isMatch = createMatcher(root, context);
  const matches = root.kind === 'everything' ? null : (entry: LogEntry): boolean => isMatch(itemOf(entry));
  return { ok: true, isMatch, createSession: (options) => createLogSession({ ...options, root, matches }) };
}
