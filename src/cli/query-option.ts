import type { QueryNode } from '../core/query/ast.ts';
import { parseQuery } from '../core/query/parse-query.ts';
import { refuseUsage } from './command.ts';
import type { ParsedValue } from './option-values.ts';
import { columnsOf } from './terminal-text.ts';

/** Longest query that is shown again under the sentence about it. */
const MAX_SHOWN_CHARS = 200;

/** Understands `--query`. What is wrong with it is pointed at in a line under its text. `now` in epoch ms. */
export function parseQueryOption(text: string, now: number): ParsedValue<QueryNode> {
  const parsed = parseQuery(text, { now });
  if (parsed.ok) return { ok: true, value: parsed.root };
  const { message, from, to } = parsed.error;
  if (text.length > MAX_SHOWN_CHARS || /[\p{Cc}\p{Bidi_Control}]/u.test(text)) {
    return refuseUsage(`--query: ${message}`);
  }
  const indent = ' '.repeat(columnsOf(text.slice(0, from)));
  const carets = '^'.repeat(Math.max(1, columnsOf(text.slice(from, to))));
  return refuseUsage(`--query: ${message}\n  ${text}\n  ${indent}${carets}`);
}
