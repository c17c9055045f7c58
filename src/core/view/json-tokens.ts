export type JsonTokenKind = 'key' | 'string' | 'number' | 'literal' | 'punctuation' | 'space';

export interface JsonToken {
  readonly kind: JsonTokenKind;
  readonly text: string;
}

/** A formatted text in coloured pieces. `complete` is false when it was cut off at the bound. */
export interface FormattedJson {
  readonly tokens: readonly JsonToken[];
  readonly complete: boolean;
}

const SCANNER =
  /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:Infinity|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|true|false|null|NaN|[{}[\]:,]/y;

function kindOf(text: string): JsonTokenKind {
  if (text.startsWith('"')) return 'string';
  if (/^-?[\dI]/.test(text) || text === 'NaN') return 'number';
  return /^[a-z]/.test(text) ? 'literal' : 'punctuation';
}

function scan(source: string, maxTokens: number): { lexemes: string[]; rest: number } | null {
  const lexemes: string[] = [];
  const skip = /[ \t\r\n]*/y;
  let at = 0;
  for (;;) {
    skip.lastIndex = at;
    skip.exec(source);
    at = skip.lastIndex;
    if (at >= source.length || lexemes.length >= maxTokens) return { lexemes, rest: source.length - at };
    SCANNER.lastIndex = at;
    const text = SCANNER.exec(source)?.[0];
    if (text === undefined) return null;
    lexemes.push(text);
    at += text.length;
  }
}

function isEmptyPair(open: string, close: string | undefined): boolean {
  return (open === '{' && close === '}') || (open === '[' && close === ']');
}

/**
 * Indents JSON text by its tokens, without parsing it into values: large numbers, repeated keys and the `NaN` of older
 * servers stay as they were sent. Returns `null` for text that is not made of JSON's tokens.
 */
export function formatJson(source: string, maxTokens = 20_000): FormattedJson | null {
  const scanned = scan(source, maxTokens);
  if (scanned === null) return null;
  const { lexemes } = scanned;
  const tokens: JsonToken[] = [];
  let depth = 0;
  const newLine = (): void => {
    tokens.push({ kind: 'space', text: `\n${'  '.repeat(Math.min(depth, 40))}` });
  };
  for (let index = 0; index < lexemes.length; index += 1) {
    const text = lexemes[index] ?? '';
    const next = lexemes[index + 1];
    if (text === '}' || text === ']') {
      depth = Math.max(0, depth - 1);
      if (!isEmptyPair(lexemes[index - 1] ?? '', text)) newLine();
    }
    const kind = kindOf(text);
    tokens.push({ kind: kind === 'string' && next === ':' ? 'key' : kind, text });
    if (text === '{' || text === '[') {
      depth += 1;
      if (!isEmptyPair(text, next)) newLine();
    } else if (text === ',') newLine();
    else if (text === ':') tokens.push({ kind: 'space', text: ' ' });
  }
  return { tokens, complete: scanned.rest === 0 };
}
