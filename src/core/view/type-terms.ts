import { quoteValue } from '../query/print-query.ts';
import { tokenise, type Token } from '../query/tokenise.ts';

/** The event types that a query shows alone, and those that it hides. A type is never both. */
export interface TypeTerms {
  readonly include: ReadonlySet<string>;
  readonly exclude: ReadonlySet<string>;
  /** The rest of the query, as it was typed. */
  readonly rest: string;
}

/** A piece of the text that says something about types, and what. */
interface Term {
  readonly from: number;
  readonly to: number;
  readonly excluded: boolean;
  readonly types: readonly string[];
}

const WILD = /[*?<>]/;
/** Names that people give the field; see `field.ts`. */
const TYPE_FIELDS: ReadonlySet<string> = new Set(['type', 'event', 'event_type']);

/**
 * Finds what a query says about types by plain names, where that narrows the whole of it: `type:a`, `-type:a`, `type:(a OR
 * b)`. What stands in a choice (`OR`) or in a group is left as it is.
 */
export function readTypeTerms(query: string): TypeTerms {
  const terms = findTerms(tokenise(query));
  const include = new Set(terms.filter(({ excluded }) => !excluded).flatMap(({ types }) => types));
  const exclude = new Set(terms.filter(({ excluded }) => excluded).flatMap(({ types }) => types));
  const rest = terms.toReversed().reduce((text, { from, to }) => text.slice(0, from) + text.slice(to), query);
  return { include, exclude, rest: terms.length === 0 ? query : rest.replace(/\s+/g, ' ').trim() };
}

/** The query that shows only these types, and hides those. */
export function withTypeTerms({ include, exclude, rest }: TypeTerms): string {
  const shown = [...include].map(quoteValue);
  const said = [
    ...(shown.length === 0 ? [] : [shown.length === 1 ? `type:${shown.join('')}` : `type:(${shown.join(' OR ')})`]),
    ...[...exclude].map((type) => `-type:${quoteValue(type)}`),
  ];
  if (said.length === 0) return rest;
  return [rest === '' || !hasChoice(tokenise(rest)) ? rest : `(${rest})`, ...said].filter((part) => part !== '').join(' ');
}

/** Shows only this type beside the others chosen so, or takes it back. */
export function toggleIncluded(query: string, type: string): string {
  const { include, exclude, rest } = readTypeTerms(query);
  return withTypeTerms({ include: toggled(include, type), exclude: without(exclude, type), rest });
}

/** Hides this type, or shows it again. */
export function toggleExcluded(query: string, type: string): string {
  const { include, exclude, rest } = readTypeTerms(query);
  return withTypeTerms({ include: without(include, type), exclude: toggled(exclude, type), rest });
}

function toggled(types: ReadonlySet<string>, type: string): ReadonlySet<string> {
  return types.has(type) ? without(types, type) : new Set([...types, type]);
}

function without(types: ReadonlySet<string>, type: string): ReadonlySet<string> {
  return new Set([...types].filter((other) => other !== type));
}

/** Whether an `OR` stands outside of all groups. */
function hasChoice(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.some(({ kind }) => {
    if (kind === 'open') depth += 1;
    if (kind === 'close') depth -= 1;
    return kind === 'or' && depth === 0;
  });
}

function findTerms(tokens: readonly Token[]): readonly Term[] {
  if (hasChoice(tokens)) return [];
  const terms: Term[] = [];
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'open') depth += 1;
    if (token?.kind === 'close') depth -= 1;
    if (depth > 0 || token?.kind !== 'field' || !TYPE_FIELDS.has(token.text.toLowerCase())) continue;
    const term = readTerm(tokens, at);
    if (term !== null) terms.push(term);
  }
  return terms;
}

/** The term whose field stands at a place; `null` when it says more than plain names. */
function readTerm(tokens: readonly Token[], at: number): Term | null {
  const values = valuesAfter(tokens, at);
  const before = tokens[at - 1];
  const excluded = before?.kind === 'not';
  const first = excluded ? before : tokens[at];
  const isLinked = tokens[excluded ? at - 2 : at - 1]?.kind === 'and' || tokens[at - 2]?.kind === 'not';
  if (values === null || first === undefined || isLinked || (excluded && values.types.length > 1)) return null;
  return { from: first.from, to: values.to, excluded, types: values.types };
}

function valuesAfter(
  tokens: readonly Token[],
  at: number,
): { readonly to: number; readonly types: readonly string[] } | null {
  const value = tokens[at + 1];
  if (value?.kind !== 'open') return isName(value) ? { to: value.to, types: [value.text] } : null;
  const types: string[] = [];
  for (let next = at + 2; next < tokens.length; next += 2) {
    const name = tokens[next];
    const link = tokens[next + 1];
    if (!isName(name)) return null;
    types.push(name.text);
    if (link?.kind === 'close') return { to: link.to, types };
    if (link?.kind !== 'or') return null;
  }
  return null;
}

function isName(token: Token | undefined): token is Token {
  return token?.kind === 'quoted' ? token.isClosed : token?.kind === 'word' && !WILD.test(token.text);
}
