import type { QueryNode, ValueTest } from './ast.ts';
import { parseBoundedRegex } from './bounded-regex.ts';
import { printField, type Field } from './field.ts';
import { toNumber } from './parse-number.ts';
import { parseAt, parseAtRange, parseSince, type ParsedTime } from './parse-time.ts';
import { quoted, QueryProblem } from './query-problem.ts';
import type { Token } from './tokenise.ts';

/** A token after a field: a word, or an enclosed text. */
export type ValueToken = Token & { readonly kind: 'word' | 'quoted' | 'regex' | 'range' };

const COMPARISON = /^(<=|>=|<|>)([^]*)$/;
const BRACKETS = /^\s*(\S+)\s+TO\s+(\S+)\s*$/i;
const FLAG_WORDS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
]);

/** The condition of `field:value`. `now` in epoch ms. Throws a `QueryProblem`. */
export function parseFieldValue(field: Field, token: ValueToken, now: number): QueryNode {
  checkClosed(token);
  switch (field.kind) {
    case 'facet':
      return { kind: 'facet', facet: field.facet, test: parseTest(token) };
    case 'place':
      return { kind: 'place', place: field.place, test: parseTest(token) };
    case 'data':
      return { kind: 'data', path: field.path, test: parseTest(token) };
    case 'flag': {
      const wanted = FLAG_WORDS.get(token.text.toLowerCase());
      if (wanted === undefined) return fail(token, `${field.flag} is yes or no.`);
      return { kind: 'flag', flag: field.flag, wanted };
    }
    case 'since':
      return toTime(parseSince(token.text.trim(), now), token);
    case 'at':
      return toTime(parseAtToken(token, now), token);
    case 'seq':
      return parseSeq(token);
  }
}

/** The sentence for a field without a value. */
export function describeMissing(field: Field): string {
  const example = {
    facet: 'Write it right after the colon, or * for any.',
    place: 'Write it right after the colon, in quotes where it has a blank, or * for any.',
    data: 'Write it right after the colon, or * for any.',
    flag: 'Write yes or no.',
    since: 'Write a length of time such as 1h.',
    at: 'Write a time such as 07:00..08:00.',
    seq: 'Write a number such as 100 or 100..200.',
  }[field.kind];
  return `${printField(field)}: has no value yet. ${example}`;
}

export function checkClosed({ kind, isClosed, from, to }: Token): void {
  if (isClosed) return;
  if (kind === 'quoted') throw new QueryProblem('This quote is never closed. Add " at its end.', from, to);
  if (kind === 'range') throw new QueryProblem('This range is never closed. Add ] at its end.', from, to);
  throw new QueryProblem(
    'This regular expression is never closed. Add / at its end, or put the value into quotes.',
    from,
    to,
  );
}

function parseTest(token: ValueToken): ValueTest {
  switch (token.kind) {
    case 'quoted':
      if (token.text === '') return fail(token, 'Nothing stands between the quotes.');
      return { kind: 'is', value: token.text.toLowerCase() };
    case 'regex': {
      if (token.text === '') return fail(token, 'Nothing stands between the slashes.');
      const regex = parseBoundedRegex(token.text);
      return regex.ok ? { kind: 'regex', source: token.text } : fail(token, regex.problem);
    }
    case 'range':
      return toNumericRange(token, ...splitBrackets(token));
    case 'word':
      return parseWordTest(token);
  }
}

function parseWordTest(token: ValueToken): ValueTest {
  const comparison = COMPARISON.exec(token.text);
  if (comparison !== null) {
    const op = comparison[1] as '<' | '<=' | '>' | '>=';
    return { kind: 'compare', op, value: readNumber(token, comparison[2] ?? '', `after ${op}`) };
  }
  const dots = token.text.indexOf('..');
  if (dots !== -1) {
    const ends = [token.text.slice(0, dots), token.text.slice(dots + 2)] as const;
    if (ends.some((end) => toNumber(end) !== null)) return toNumericRange(token, ...ends);
  }
  const value = token.text.toLowerCase();
  if (/^\*+$/.test(value)) return { kind: 'exists' };
  return /[*?]/.test(value) ? { kind: 'glob', pattern: value } : { kind: 'is', value };
}

/** Both ends included; an empty one is open. */
function toNumericRange(token: Token, first: string, last: string): ValueTest {
  const min = first === '' ? null : readNumber(token, first, 'at the beginning of a range');
  const max = last === '' ? null : readNumber(token, last, 'at the end of a range');
  if (min !== null && max !== null) {
    if (min > max) return fail(token, 'The range ends before it begins. Exchange its two ends.');
    return { kind: 'range', min, max };
  }
  if (min !== null) return { kind: 'compare', op: '>=', value: min };
  if (max !== null) return { kind: 'compare', op: '<=', value: max };
  return fail(token, 'The range has neither a beginning nor an end. Write numbers, such as 10..20.');
}

function readNumber(token: Token, text: string, where: string): number {
  const number = toNumber(text);
  if (number !== null) return number;
  return fail(
    token,
    text === ''
      ? `A number must stand ${where}, such as 20.`
      : `${quoted(text)} is no number. A number must stand ${where}.`,
  );
}

/** `10 TO 20`, in which `*` is an open end. */
function splitBrackets(token: Token): readonly [string, string] {
  const [, first, last] = BRACKETS.exec(token.text) ?? [];
  if (first === undefined || last === undefined) {
    return fail(token, 'A range in brackets has two ends with TO between them: [10 TO 20].');
  }
  return [first === '*' ? '' : first, last === '*' ? '' : last];
}

function parseAtToken(token: ValueToken, now: number): ParsedTime {
  if (token.kind === 'range') return parseAtRange(...splitBrackets(token), now);
  return parseAt(token.text.trim(), now);
}

function toTime(time: ParsedTime, token: Token): QueryNode {
  return time.ok ? { kind: 'time', from: time.from, to: time.to } : fail(token, time.message);
}

function parseSeq(token: ValueToken): QueryNode {
  const test = parseTest(token);
  switch (test.kind) {
    case 'range':
      return toSeq(token, test.min, test.max);
    case 'compare':
      return test.op.startsWith('>')
        ? toSeq(token, test.op === '>' ? test.value + 1 : test.value, Number.MAX_SAFE_INTEGER)
        : toSeq(token, 0, test.op === '<' ? test.value - 1 : test.value);
    default: {
      const seq = readNumber(token, token.text, 'after seq:');
      return toSeq(token, seq, seq);
    }
  }
}

function toSeq(token: Token, from: number, to: number): QueryNode {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < 0) {
    return fail(token, 'seq takes whole numbers from 0 on, such as 100 or 100..200.');
  }
  return { kind: 'seq', from, to };
}

function fail({ from, to }: Token, message: string): never {
  throw new QueryProblem(message, from, to);
}
