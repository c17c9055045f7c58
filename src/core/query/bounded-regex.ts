import { readRegexShape, type RegexProblem, type RegexShape } from './regex-shape.ts';

/** A regular expression that can't take long on any text. */
export interface BoundedRegex {
  readonly ok: true;
  readonly source: string;
  /** Of a longer text only so many characters are searched, at least `MIN_LOOK_CHARS`. */
  readonly maxChars: number;
}

/** Longest expression. */
const MAX_SOURCE_CHARS = 200;
/**
 * Most steps on one text, well below a second. Regular expressions backtrack, and one event must not
 * stop the app.
 */
const MAX_STEPS = 2e7;
/** States and entity ids have at most 255 characters in Home Assistant; an expression that can't search so many is refused. */
export const MIN_LOOK_CHARS = 255;
const MAX_LOOK_CHARS = 4_000;
/** A match may begin anywhere, so a `.*` at the beginning has no effect except to make matching slow. */
const IDLE_START = /^\^?\.\*\??/;

/**
 * Checks a regular expression that may match anywhere in a text. It is refused when it is invalid, or when it could take
 * very long: JavaScript's engines backtrack, and `(a+)+$` tries 2 to the power of the length.
 */
export function parseBoundedRegex(source: string): BoundedRegex | RegexProblem {
  const parsed = parseExactRegex(source.replace(IDLE_START, ''));
  // `*+` is invalid, even if the rest of it is valid.
  return parsed.ok && !isRegex(source) ? refuse(source) : parsed;
}

/** The same if the matched text matters, and not only whether there is a match. */
export function parseExactRegex(source: string): BoundedRegex | RegexProblem {
  if (source.length > MAX_SOURCE_CHARS) {
    return {
      ok: false,
      problem: `A regular expression has at most ${String(MAX_SOURCE_CHARS)} characters. Shorten it.`,
    };
  }
  const shape = readRegexShape(source);
  if (!shape.ok) return shape;
  if (!isRegex(source)) return refuse(source);
  const maxChars = longestFor(shape);
  if (maxChars < MIN_LOOK_CHARS) {
    return { ok: false, problem: 'This expression could take too long. Use fewer *, +, ? and |.' };
  }
  return { ok: true, source, maxChars };
}

function refuse(source: string): RegexProblem {
  return { ok: false, problem: `“${source}” is no regular expression. Check its brackets and signs.` };
}

/** The test itself, over upper and lower case and line breaks. `source` must have been accepted. */
export function toRegexTest(source: string): (text: string) => boolean {
  const parsed = parseBoundedRegex(source);
  if (!parsed.ok) return () => false;
  const regex = new RegExp(parsed.source, 'is');
  const { maxChars } = parsed;
  return (text) => regex.test(text.length > maxChars ? text.slice(0, maxChars) : text);
}

/**
 * A search tries each start and each end of an open repeat, and runs along a decided one each time: with `p` of these
 * that is some n^p/p! steps on n characters, times the choices on the way. Returns the n that keeps this within bounds.
 */
function longestFor({ openRepeats, hasDecidedRepeats, choices }: RegexShape): number {
  const power = 1 + openRepeats + (hasDecidedRepeats ? 1 : 0);
  let factorial = 1;
  for (let factor = 2; factor <= power; factor += 1) factorial *= factor;
  return Math.min(MAX_LOOK_CHARS, Math.floor(((MAX_STEPS * factorial) / choices) ** (1 / power)));
}

function isRegex(source: string): boolean {
  try {
    return new RegExp(source, 'is').source !== '';
  } catch {
    return false;
  }
}
