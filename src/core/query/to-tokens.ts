/** A longer run of letters is cut to this, in events as in queries: a base64 image must not become a word of 50 kB. */
export const MAX_TOKEN_CHARS = 64;

/** Strings of at most this length are cached with their tokens: keys, entity ids, states. */
const MAX_REMEMBERED_CHARS = 64;
/** Strings in one generation of the cache; it keeps two, so it never grows beyond some 2,000. */
const MAX_REMEMBERED = 1_024;

/** The degree sign is not a letter, and is in every sentence about a temperature. */
const DEGREE_SIGN = 0xb0;
const NOTHING: readonly string[] = [];
const MARKS = /\p{M}+/gu;
/** Scripts without blanks between words. Korean has them. */
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
/** A word, or one character of a script without blanks. */
const RUNS = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}])+`, 'gu');

let young = new Map<string, readonly string[]>();
let old = new Map<string, readonly string[]>();

/**
 * The words of a text: runs of letters and digits, lower case, without accents; of scripts that put no blanks between words
 * each character. `binary_sensor.Zoë` is `binary`, `sensor`, `zoe`, and `客厅灯` is `客`, `厅`, `灯`. The same text always
 * gives the same tokens, and a token gives itself.
 */
export function toTokens(text: string): readonly string[] {
  if (text.length > MAX_REMEMBERED_CHARS) return splitText(text);
  const known = young.get(text);
  if (known !== undefined) return known;
  const tokens = old.get(text) ?? splitText(text);
  if (young.size >= MAX_REMEMBERED) {
    old = young;
    young = new Map();
  }
  young.set(text, tokens);
  return tokens;
}

/** ASCII, which nearly every text is, is read by its codes: that is faster than a regular expression. */
function splitText(text: string): readonly string[] {
  const tokens: string[] = [];
  let start = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f && code !== DEGREE_SIGN) return splitUnicode(text);
    if (isAsciiWord(code)) {
      if (start === -1) start = at;
    } else if (start !== -1) {
      tokens.push(toAsciiToken(text, start, at));
      start = -1;
    }
  }
  if (start !== -1) tokens.push(toAsciiToken(text, start, text.length));
  return tokens.length === 0 ? NOTHING : tokens;
}

function isAsciiWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}

function toAsciiToken(text: string, from: number, to: number): string {
  return text.slice(from, Math.min(to, from + MAX_TOKEN_CHARS)).toLowerCase();
}

/**
 * Compatibility decomposition separates accents from letters (https://www.unicode.org/reports/tr15/), and they are removed. Letters that
 * people write in two ways become one: the two small forms of sigma, ß and ss, i with and without its dot.
 */
function splitUnicode(text: string): readonly string[] {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replaceAll('ς', 'σ')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i');
  return (plain.match(RUNS) ?? NOTHING).map(cutToken);
}

/** Never cuts a surrogate pair. */
function cutToken(token: string): string {
  if (token.length <= MAX_TOKEN_CHARS) return token;
  const isPair = (token.codePointAt(MAX_TOKEN_CHARS - 1) ?? 0) > 0xffff;
  return token.slice(0, isPair ? MAX_TOKEN_CHARS - 1 : MAX_TOKEN_CHARS);
}
