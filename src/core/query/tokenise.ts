export type TokenKind =
  | 'word'
  /** `"…"` */
  | 'quoted'
  /** `/…/`, as a value only */
  | 'regex'
  /** `[… TO …]`, as a value only */
  | 'range'
  /** `name:` */
  | 'field'
  | 'and'
  | 'or'
  | 'not'
  | 'open'
  | 'close';

/** A piece of a query's text. `from` and `to` are UTF-16 positions, `to` excluded. */
export interface Token {
  readonly kind: TokenKind;
  readonly from: number;
  readonly to: number;
  /** Its content: a name without its colon, the inside of quotes, slashes or brackets. */
  readonly text: string;
  /** Follows `field:`, or is in a group there. */
  readonly isValue: boolean;
  /** False for quotes, slashes or brackets that are never closed. */
  readonly isClosed: boolean;
}

/** A name up to its colon; parts of a path may be in quotes: `data.attributes."my key":`. */
const FIELD = /[\p{L}_](?:[^\s:()".&|]|\.(?:"(?:\\.|[^"\\])*")?)*:/uy;
const BLANKS = /\s+/y;
/** Ends at a blank, a bracket, a quote, `&&` or `||`. */
const WORD = /(?:[^\s()"&|]|&(?!&)|\|(?!\|))+/y;
const QUOTED = /"((?:\\.|[^"\\])*)("?)/sy;
const REGEX = /\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])*)(\/?)/sy;
const RANGE = /\[([^\]]*)(\]?)/y;
const OPERATOR = /(AND|OR|NOT)(?=[\s()]|$)|&&|\|\|/y;
/** Without a blank before the excluded term; `-5` as a value is a number. */
const EXCLUDED = /[-!](?=[^\s)])/y;
const NEGATIVE = /-[\d.]/y;

const OPERATORS: Readonly<Record<string, 'and' | 'or' | 'not'>> = {
  AND: 'and',
  '&&': 'and',
  OR: 'or',
  '||': 'or',
  NOT: 'not',
};

/** Cuts a query into tokens. Accepts any text: the parser reports errors. */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  /** For each open group whether it contains values. */
  const groups: boolean[] = [];
  let at = 0;
  let isAfterField = false;
  while (at < text.length) {
    const blanks = matchAt(BLANKS, text, at)?.[0].length ?? 0;
    at += blanks;
    if (at === text.length) break;
    const isDirect = isAfterField && !(blanks > 0 && startsTerm(text, at));
    const token = readToken(text, at, isDirect || (groups.at(-1) ?? false));
    if (token.kind === 'open') groups.push(token.isValue);
    if (token.kind === 'close') groups.pop();
    isAfterField = token.kind === 'field' || (token.kind === 'not' && isAfterField);
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

/** After `type: ` a field or an operator begins something new; anything else is the value. */
function startsTerm(text: string, at: number): boolean {
  return matchAt(OPERATOR, text, at) !== null || matchAt(FIELD, text, at) !== null;
}

/** `isValue`: right after a field, or in a group there. */
function readToken(text: string, at: number, isValue: boolean): Token {
  const make = (kind: TokenKind, to: number, inside = text.slice(at, to), isClosed = true): Token => ({
    kind,
    from: at,
    to,
    text: inside,
    isValue,
    isClosed,
  });
  const char = text[at];
  if (char === '(') return make('open', at + 1);
  if (char === ')') return make('close', at + 1);
  if (char === '"') return readEnclosed('quoted', QUOTED, unescapeQuoted);
  if (isValue && char === '/') return readEnclosed('regex', REGEX, asIs);
  if (isValue && char === '[') return readEnclosed('range', RANGE, asIs);
  const operator = matchAt(OPERATOR, text, at)?.[0];
  if (operator !== undefined) return make(OPERATORS[operator] ?? 'and', at + operator.length);
  const isNumber = isValue && matchAt(NEGATIVE, text, at) !== null;
  if (!isNumber && matchAt(EXCLUDED, text, at) !== null) return make('not', at + 1);
  const field = isValue ? undefined : matchAt(FIELD, text, at)?.[0];
  if (field !== undefined) return make('field', at + field.length, field.slice(0, -1));
  return make('word', at + (matchAt(WORD, text, at)?.[0].length ?? 1));

  function readEnclosed(
    kind: 'quoted' | 'regex' | 'range',
    pattern: RegExp,
    decode: (inside: string) => string,
  ): Token {
    const [whole = '', inside = '', end = ''] = matchAt(pattern, text, at) ?? [];
    // A backslash at the end has no second character; it is part of the unclosed text.
    const to = end === '' ? text.length : at + whole.length;
    return make(kind, to, decode(end === '' ? text.slice(at + 1) : inside), end !== '');
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** In quotes a backslash escapes a quote or a backslash; before anything else it is literal. */
function unescapeQuoted(inside: string): string {
  return inside.replace(/\\(["\\])/g, '$1');
}

function asIs(inside: string): string {
  return inside;
}
