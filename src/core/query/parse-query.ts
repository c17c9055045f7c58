import type { ParsedQuery, QueryNode } from './ast.ts';
import { parseField, type Field } from './field.ts';
import { checkClosed, describeMissing, parseFieldValue, type ValueToken } from './parse-value.ts';
import { toAnd, toOr } from './query-nodes.ts';
import { quoted, QueryProblem } from './query-problem.ts';
import { toTokens } from './to-tokens.ts';
import { tokenise, type Token } from './tokenise.ts';

/** A query is typed by a person or kept as a view; a longer text was pasted by mistake. */
export const QUERY_LIMITS = { maxChars: 4_000, maxDepth: 32, maxTerms: 200 } as const;

export interface ParseOptions {
  /** Epoch ms to which `since:` and times of today refer. */
  readonly now: number;
}

/**
 * Parses a query. Never throws.
 *
 * ```
 * query    = [ or ]
 * or       = and { ( "OR" | "||" ) and }
 * and      = unary { [ "AND" | "&&" ] unary }
 * unary    = { "NOT" | "-" | "!" } primary
 * primary  = "(" or ")" | field ":" unary of values | word | '"' words '"'
 * field    = "type" | "entity" | … (see `field.ts`) | "data." path
 * value    = word | word with "*" or "?" | '"' text '"' | "/" regex "/"
 *          | ( "<" | "<=" | ">" | ">=" ) number | number ".." number | "[" number "TO" number "]"
 * since:   = { number ( "s" | "m" | "h" | "d" | "w" ) } | moment
 * at:      = moment | [ moment ] ".." [ moment ] | "[" moment "TO" moment "]"
 * moment   = date [ "T" time ] [ zone ] | time
 * date     = year "-" month "-" day | "today" | "yesterday"
 * ```
 *
 * Operators are upper case, so that "on and off" stays three words. Everything else ignores case.
 * `"…"` in a value is literal, including wildcards; free words in quotes must be adjacent.
 */
export function parseQuery(text: string, { now }: ParseOptions): ParsedQuery {
  try {
    return { ok: true, text, root: readQuery(text, now) };
  } catch (error) {
    if (error instanceof QueryProblem) return { ok: false, text, error: error.toError() };
    throw error;
  }
}

function readQuery(text: string, now: number): QueryNode {
  const { maxChars, maxDepth, maxTerms } = QUERY_LIMITS;
  if (text.length > maxChars) {
    throw new QueryProblem(`A query has at most ${String(maxChars)} characters.`, maxChars, text.length);
  }
  const tokens = tokenise(text);
  let next = 0;
  let depth = 0;
  let terms = 0;

  const root = tokens.length === 0 ? toAnd([]) : readOr(null);
  const left = tokens[next];
  if (left !== undefined) fail(left, 'This ) closes nothing. Remove it, or put a ( before what it ends.');
  return root;

  /** `field` is the one whose values are in this group. */
  function readOr(field: Field | null): QueryNode {
    const parts = [readAnd(field)];
    while (tokens[next]?.kind === 'or') {
      next += 1;
      parts.push(readAnd(field));
    }
    return toOr(parts);
  }

  function readAnd(field: Field | null): QueryNode {
    const parts = [readUnary(field)];
    for (let token = tokens[next]; token !== undefined; token = tokens[next]) {
      if (token.kind === 'or' || token.kind === 'close') break;
      if (token.kind === 'and') next += 1;
      parts.push(readUnary(field));
    }
    return toAnd(parts);
  }

  function readUnary(field: Field | null): QueryNode {
    const token = tokens[next];
    if (token?.kind !== 'not') return readPrimary(field);
    next += 1;
    return nested(token, () => ({ kind: 'not', part: readUnary(field) }));
  }

  function readPrimary(field: Field | null): QueryNode {
    const token = tokens[next];
    if (token === undefined || token.kind === 'and' || token.kind === 'or' || token.kind === 'close') {
      return failForMissing(token);
    }
    next += 1;
    switch (token.kind) {
      case 'open':
        return readGroup(token, field);
      case 'field':
        return readField(token);
      case 'not':
        throw new Error('an exclusion is read before');
      default:
        countTerm(token);
        return field === null ? readFree(token) : readValue(field, token as ValueToken);
    }
  }

  function readGroup(open: Token, field: Field | null): QueryNode {
    const group = nested(open, () => readOr(field));
    if (tokens[next]?.kind !== 'close') fail(open, 'This ( is never closed. Add ) at the end of the group.');
    next += 1;
    return group;
  }

  function readField(token: Token): QueryNode {
    const parsed = parseField(token.text);
    if (!parsed.ok) return fail(token, parsed.message);
    const { field } = parsed;
    const value = tokens[next];
    const isMissing = value?.isValue !== true || ['close', 'and', 'or'].includes(value.kind);
    return isMissing || (value.kind === 'not' && tokens[next + 1] === undefined)
      ? fail(token, describeMissing(field))
      : readUnary(field);
  }

  function readValue(field: Field, token: ValueToken): QueryNode {
    const after = tokens[next];
    if (token.kind === 'regex' && token.isClosed && after?.from === token.to && after.kind !== 'close') {
      fail(
        { ...token, to: after.to },
        'Slashes enclose a regular expression. Put the value into quotes to look for it as it is.',
      );
    }
    return parseFieldValue(field, token, now);
  }

  /** Parses a nested part. Each level is a recursive call, so there is a limit. */
  function nested(token: Token, read: () => QueryNode): QueryNode {
    depth += 1;
    if (depth > maxDepth) fail(token, `Groups can be nested ${String(maxDepth)} deep. Simplify this part.`);
    const node = read();
    depth -= 1;
    return node;
  }

  function countTerm(token: Token): void {
    terms += 1;
    if (terms > maxTerms) fail(token, `A query has at most ${String(maxTerms)} terms. Remove some.`);
  }

  function failForMissing(token: Token | undefined): never {
    const before = tokens[next - 1];
    if (before?.kind === 'open') {
      return fail({ from: before.from, to: token?.to ?? before.to }, describeEmptyGroup(token));
    }
    const at = before ?? token ?? { from: 0, to: text.length };
    if (before === undefined && token?.kind === 'close') {
      return fail(at, 'This ) closes nothing. Remove it, or put a ( before what it ends.');
    }
    const side = before === undefined ? 'before' : 'after';
    return fail(at, `Something must stand ${side} ${text.slice(at.from, at.to)}.`);
  }
}

function describeEmptyGroup(end: Token | undefined): string {
  return end === undefined
    ? 'This ( is never closed. Add ) at the end of the group.'
    : 'Nothing stands in this group. Write something between its brackets.';
}

/** Words without a field. */
function readFree(token: Token): QueryNode {
  checkClosed(token);
  if (token.kind === 'word' && token.text === '*') return { kind: 'everything' };
  const tokens = toTokens(token.text);
  if (tokens.length === 0) {
    return fail(token, `${quoted(token.text)} has no letter and no digit that could be looked for.`);
  }
  if (token.kind === 'quoted') return { kind: 'phrase', tokens };
  if (/^\/.*[\\|[\]+*^$].*\/$/.test(token.text)) {
    return fail(token, 'A regular expression needs a field before it, such as entity:/leak|smoke/.');
  }
  if (/\*[^*]/.test(token.text)) {
    return fail(
      token,
      'Free words are found by their beginning. Wildcards need a field, such as entity:*leak*.',
    );
  }
  return { kind: 'words', tokens };
}

function fail({ from, to }: Pick<Token, 'from' | 'to'>, message: string): never {
  throw new QueryProblem(message, from, to);
}
