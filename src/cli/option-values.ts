import type { QueryNode } from '../core/query/ast.ts';
import { parseQuery } from '../core/query/parse-query.ts';
import { UsageProblem } from './exit-code.ts';
import { columnsOf } from './terminal-text.ts';

/** Longest `--for`: a timer of Node takes at most 2^31 - 1 ms, which is some 24 days. */
const MAX_SECONDS = 2_000_000;

/** Limits of a server profile's `restrict`. */
const MAX_TYPES = 100;
const MAX_TYPE_CHARS = 255;

/** A whole number between two bounds; `null` when the option is absent. @throws UsageProblem */
export function parseCount(
  option: string,
  input: string | undefined,
  min: number,
  max: number,
): number | null {
  if (input === undefined) return null;
  const value = /^\d{1,16}$/.test(input.trim()) ? Number(input) : Number.NaN;
  if (value >= min && value <= max) return value;
  const range =
    max === Number.MAX_SAFE_INTEGER ? `of ${String(min)} or more` : `from ${String(min)} to ${String(max)}`;
  throw new UsageProblem(`${option} needs a whole number ${range}.`);
}

/** A time in seconds, fractions allowed, as milliseconds; `null` when the option is absent. @throws UsageProblem */
export function parseSeconds(option: string, input: string | undefined): number | null {
  if (input === undefined) return null;
  const value = /^(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})$/.test(input.trim()) ? Number(input) : Number.NaN;
  if (value > 0 && value <= MAX_SECONDS) return Math.max(1, Math.round(value * 1000));
  throw new UsageProblem(`${option} needs a number of seconds above 0, and at most ${String(MAX_SECONDS)}.`);
}

/**
 * Event types from a comma-separated list, each once, in order. Home Assistant compares them exactly and trims
 * nothing, so spaces around them are removed here.
 *
 * @throws UsageProblem
 */
export function parseTypes(input: string | undefined): readonly string[] {
  if (input === undefined) return [];
  const types = [...new Set(input.split(',').map((type) => type.trim()))].filter((type) => type !== '');
  if (types.length === 0) {
    throw new UsageProblem(
      '--types needs event types with commas between them, such as state_changed,call_service.',
    );
  }
  if (types.length > MAX_TYPES) {
    throw new UsageProblem(`--types takes at most ${String(MAX_TYPES)} event types.`);
  }
  if (types.some((type) => type.length > MAX_TYPE_CHARS || /[\p{Cc}\s*]/u.test(type))) {
    throw new UsageProblem(
      'An event type after --types has a space, a star or an invisible character inside, or is too long. Home ' +
        'Assistant compares event types exactly and knows no wildcards.',
    );
  }
  return types;
}

/** Longest query that is repeated below an error about it. */
const MAX_SHOWN_CHARS = 200;

/** Understands `--query`. An error is marked in a line below its text. `now` in epoch ms. @throws UsageProblem */
export function parseQueryOption(text: string, now: number): QueryNode {
  const parsed = parseQuery(text, { now });
  if (parsed.ok) return parsed.root;
  const { message, from, to } = parsed.error;
  if (text.length > MAX_SHOWN_CHARS || /[\p{Cc}\p{Bidi_Control}]/u.test(text)) {
    throw new UsageProblem(`--query: ${message}`);
  }
  const indent = ' '.repeat(columnsOf(text.slice(0, from)));
  const carets = '^'.repeat(Math.max(1, columnsOf(text.slice(from, to))));
  throw new UsageProblem(`--query: ${message}\n  ${text}\n  ${indent}${carets}`);
}
