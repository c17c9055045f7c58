import { parseField, printField } from './field.ts';
import { tokenise, type Token } from './tokenise.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One alternative of a value: `a` in `type:a`, `a` and `b` in `type:(a OR b)`. */
export interface ValueSpan extends Span {
  /** Lower case; `null` for anything but a single plain value. */
  readonly value: string | null;
}

/** A condition at the top level of a query's text, which every match must meet. */
export interface Conjunct extends Span {
  readonly isExcluded: boolean;
  /** Name of its field as `printField` writes it; `null` for free text and groups. */
  readonly field: string | null;
  /** The place of its value, including brackets; the same as the conjunct if there is no field. */
  readonly value: Span;
  readonly isGroup: boolean;
  readonly alternatives: readonly ValueSpan[];
  /** `AND` is written before it. */
  readonly isAfterAnd: boolean;
}

export interface TopLevel {
  readonly conjuncts: readonly Conjunct[];
  /** There is an `OR` outside all groups, so there is no condition of the whole. */
  readonly hasAlternatives: boolean;
}

/** The top-level conditions of a text that was parsed without an error. */
export function readConjuncts(text: string): TopLevel {
  const tokens = tokenise(text);
  const conjuncts: Conjunct[] = [];
  let hasAlternatives = false;
  for (let at = 0; at < tokens.length;) {
    const first = tokens[at];
    if (first?.kind === 'or') hasAlternatives = true;
    if (first === undefined || first.kind === 'and' || first.kind === 'or') {
      at += 1;
      continue;
    }
    const end = endOfUnit(tokens, at);
    conjuncts.push(toConjunct(tokens.slice(at, end), tokens[at - 1]?.kind === 'and'));
    at = end;
  }
  return { conjuncts, hasAlternatives };
}

/** Index after a condition: exclusions, a field, and a value or a whole group. */
function endOfUnit(tokens: readonly Token[], start: number): number {
  let at = start;
  while (tokens[at]?.kind === 'not' || tokens[at]?.kind === 'field') at += 1;
  if (tokens[at]?.kind !== 'open') return at + 1;
  let depth = 0;
  do {
    if (tokens[at]?.kind === 'open') depth += 1;
    if (tokens[at]?.kind === 'close') depth -= 1;
    at += 1;
  } while (depth > 0 && at < tokens.length);
  return at;
}

function toConjunct(unit: readonly Token[], isAfterAnd: boolean): Conjunct {
  const exclusions = unit.findIndex(({ kind }) => kind !== 'not');
  const rest = unit.slice(exclusions);
  const [head, ...after] = rest;
  const parsed = head?.kind === 'field' ? parseField(head.text) : null;
  const body = parsed === null ? rest : after;
  const isGroup = body[0]?.kind === 'open';
  return {
    ...spanOf(unit),
    isExcluded: exclusions % 2 === 1,
    field: parsed?.ok === true ? printField(parsed.field) : null,
    value: spanOf(body),
    isGroup,
    alternatives: isGroup ? splitAlternatives(body.slice(1, -1)) : [toValueSpan(body)],
    isAfterAnd,
  };
}

/** The parts between the `OR`s of a group, not of the groups inside. */
function splitAlternatives(tokens: readonly Token[]): readonly ValueSpan[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') depth -= 1;
    if (token.kind === 'or' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.map(toValueSpan);
}

function toValueSpan(tokens: readonly Token[]): ValueSpan {
  const [only] = tokens;
  return { ...spanOf(tokens), value: tokens.length === 1 && only !== undefined ? plainValue(only) : null };
}

/** A literal value: no wildcard, comparison or range. */
function plainValue({ kind, text }: Token): string | null {
  const isPlain = kind === 'quoted' || (kind === 'word' && !/[*?]|^[<>]|\.\./.test(text));
  return isPlain ? text.toLowerCase() : null;
}

function spanOf(tokens: readonly Token[]): Span {
  return { from: tokens[0]?.from ?? 0, to: tokens.at(-1)?.to ?? 0 };
}
