import { parseField, printField } from './field.ts';
import { parseQuery } from './parse-query.ts';
import { formatDay } from '../time/format-time.ts';
import { parseAtRange } from './parse-time.ts';
import { quoteValue } from './quote-value.ts';
import { readConjuncts, type Conjunct, type Span, type ValueSpan } from './read-conjuncts.ts';

/*
 * Edits of the text of a query, for chips, menus and the brush. All of them keep the rest of the text byte for byte,
 * and for each that adds there is one that removes. A text with an error is left as it is: edit the last one without an error.
 *
 * `field` is a name such as `type` or `data.new_state.state`; `value` is literal, without wildcards.
 */

/** True when the query requires this value, alone or as one of several. */
export function hasTerm(text: string, field: string, value: string): boolean {
  return find(text, field, value, false) !== null;
}

/** True when the query excludes this value. */
export function hasExcluded(text: string, field: string, value: string): boolean {
  return find(text, field, value, true) !== null;
}

/**
 * Requires a value. A second value of the same field becomes an alternative: `type:a` and then `type:(a OR b)`. An
 * exclusion of it is removed.
 */
export function withTerm(text: string, field: string, value: string): string {
  const name = editableName(text, field);
  if (name === null || hasTerm(text, field, value)) return text;
  const base = withoutExcluded(text, field, value);
  const { conjuncts, hasAlternatives } = readConjuncts(base);
  const target = hasAlternatives
    ? undefined
    : conjuncts.find((conjunct) => conjunct.field === name && !conjunct.isExcluded);
  return target === undefined
    ? withConjunct(base, `${name}:${quoteValue(value)}`)
    : withAlternative(base, target, quoteValue(value));
}

/** Removes a required value. */
export function withoutTerm(text: string, field: string, value: string): string {
  return without(text, field, value, false);
}

/** Excludes a value: `-type:a`. A requirement of it is removed. */
export function withExcluded(text: string, field: string, value: string): string {
  const name = editableName(text, field);
  if (name === null || hasExcluded(text, field, value)) return text;
  return withConjunct(withoutTerm(text, field, value), `-${name}:${quoteValue(value)}`);
}

/** Removes an exclusion. */
export function withoutExcluded(text: string, field: string, value: string): string {
  return without(text, field, value, true);
}

/**
 * Requires a range of time, epoch ms, `to` excluded, instead of every `since:` and `at:` at the top level.
 * `null` is open; two of them remove the range.
 */
export function withTimeRange(text: string, from: number | null, to: number | null): string {
  if (!isValid(text)) return text;
  let base = text;
  for (;;) {
    const { conjuncts, hasAlternatives } = readConjuncts(base);
    const index = hasAlternatives
      ? -1
      : conjuncts.findIndex(({ field }) => field === 'since' || field === 'at');
    if (index === -1) break;
    base = withoutConjunct(base, conjuncts, index);
  }
  return from === null && to === null ? base : withConjunct(base, `at:${printTimeRange(from, to)}`);
}

function isValid(text: string): boolean {
  return parseQuery(text, { now: 0 }).ok;
}

/** The field's usual name; `null` when the field or the text is invalid. */
function editableName(text: string, field: string): string | null {
  const parsed = parseField(field);
  return parsed.ok && isValid(text) ? printField(parsed.field) : null;
}

/** All conditions, the place of the one that has the value, and which of its alternatives that is. */
function find(
  text: string,
  field: string,
  value: string,
  isExcluded: boolean,
): { readonly conjuncts: readonly Conjunct[]; readonly index: number; readonly place: number } | null {
  const name = editableName(text, field);
  const { conjuncts, hasAlternatives } = readConjuncts(text);
  if (name === null || hasAlternatives) return null;
  const wanted = value.toLowerCase();
  for (const [index, conjunct] of conjuncts.entries()) {
    if (conjunct.field !== name || conjunct.isExcluded !== isExcluded) continue;
    const place = conjunct.alternatives.findIndex((each) => each.value === wanted);
    if (place !== -1) return { conjuncts, index, place };
  }
  return null;
}

function without(text: string, field: string, value: string, isExcluded: boolean): string {
  const found = find(text, field, value, isExcluded);
  if (found === null) return text;
  const { conjuncts, index, place } = found;
  const conjunct = conjuncts[index];
  return conjunct === undefined || conjunct.alternatives.length === 1
    ? withoutConjunct(text, conjuncts, index)
    : withoutAlternative(text, conjunct, place);
}

/** Appends a condition. A query that is an alternative gets brackets first, with blanks inside to tell them from others. */
function withConjunct(text: string, term: string): string {
  if (text === '') return term;
  const isWrapped = readConjuncts(text).hasAlternatives || unwrap(text) !== text;
  return `${isWrapped ? `( ${text} )` : text} ${term}`;
}

/** Removes a condition, with the blank or the `AND` before or after it. */
function withoutConjunct(text: string, conjuncts: readonly Conjunct[], index: number): string {
  const conjunct = conjuncts[index];
  const before = conjuncts[index - 1];
  const after = conjuncts[index + 1];
  if (conjunct === undefined) return text;
  if (before !== undefined && conjunct.isAfterAnd)
    return unwrap(cut(text, { from: before.to, to: conjunct.to }));
  if (after?.isAfterAnd === true) return unwrap(cut(text, { from: conjunct.from, to: after.from }));
  const isLast = conjunct.to === text.length;
  const takesBefore = /\s/.test(text.charAt(conjunct.from - 1)) && (before !== undefined || isLast);
  const takesAfter = !takesBefore && /\s/.test(text.charAt(conjunct.to));
  return unwrap(
    cut(text, {
      from: conjunct.from - (takesBefore ? 1 : 0),
      to: conjunct.to + (takesAfter ? 1 : 0),
    }),
  );
}

/** Removes the brackets of `withConjunct`. */
function unwrap(text: string): string {
  if (!text.startsWith('( ') || !text.endsWith(' )')) return text;
  const { conjuncts } = readConjuncts(text);
  const isWhole = conjuncts.length === 1 && conjuncts[0]?.isGroup === true && conjuncts[0].to === text.length;
  return isWhole ? text.slice(2, -2) : text;
}

function withAlternative(text: string, { value, isGroup, alternatives }: Conjunct, added: string): string {
  const last = alternatives.at(-1);
  if (isGroup && alternatives.length > 1 && last !== undefined) {
    return `${text.slice(0, last.to)} OR ${added}${text.slice(last.to)}`;
  }
  const old = text.slice(value.from, value.to);
  return `${text.slice(0, value.from)}(${old} OR ${added})${text.slice(value.to)}`;
}

function withoutAlternative(text: string, { value, alternatives }: Conjunct, place: number): string {
  const gone = alternatives[place];
  const before = alternatives[place - 1];
  const after = alternatives[place + 1];
  if (gone === undefined) return text;
  if (alternatives.length === 2) {
    const left: ValueSpan = before ?? after ?? gone;
    return text.slice(0, value.from) + text.slice(left.from, left.to) + text.slice(value.to);
  }
  return cut(
    text,
    before === undefined ? { from: gone.from, to: after?.from ?? gone.to } : { from: before.to, to: gone.to },
  );
}

function cut(text: string, { from, to }: Span): string {
  return text.slice(0, from) + text.slice(to);
}

/** Local time without unnecessary parts, as a person would write it; in UTC if that hour is repeated. */
function printTimeRange(from: number | null, to: number | null): string {
  const ends = [from, to].map((at) => (at === null ? null : Math.round(at)));
  const [first = '', last = ''] = ends.map((at) => (at === null ? '' : printLocal(at)));
  const isSameDay = first !== '' && first.slice(0, 10) === last.slice(0, 10);
  const end = isSameDay ? last.slice(11) : last;
  const read = parseAtRange(first, end, 0);
  return read.ok && read.from === ends[0] && read.to === ends[1]
    ? `${first}..${end}`
    : ends.map((at) => (at === null ? '' : new Date(at).toISOString())).join('..');
}

function printLocal(at: number): string {
  const date = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  const [seconds, ms] = [date.getSeconds(), date.getMilliseconds()];
  const fraction = ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`;
  const rest = seconds === 0 && ms === 0 ? '' : `:${two(seconds)}${fraction}`;
  return `${formatDay(at)}T${two(date.getHours())}:${two(date.getMinutes())}${rest}`;
}
