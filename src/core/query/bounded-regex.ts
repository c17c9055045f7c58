import { readRegexShape, type RegexProblem, type RegexShape } from './regex-shape.ts';

/** A regular expression that can't take long, whatever it is run on. */
export interface BoundedRegex {
  readonly ok: true;
  readonly source: string;
  /** Of a longer text only so many characters are looked at, at least `MIN_LOOK_CHARS`. */
  readonly maxChars: number;
}

/** Longest expression. */
const MAX_SOURCE_CHARS = 200;
/**
 * Steps that one text may take at worst. Regular expressions backtrack, and one event must not stop the app: of
 * 20,000 generated expressions the slowest that is allowed takes a third of a second on a text made for it.
 */
const MAX_STEPS = 2e7;
/** States and entity ids have at most 255 characters in Home Assistant; an expression that can't look at so many is refused. */
export const MIN_LOOK_CHARS = 255;
const MAX_LOOK_CHARS = 4_000;
/** Found anywhere, so that what can be anything at the beginning says nothing; it only makes matching slow. */
const IDLE_START = /^\^?\.\*\??/;

/**
 * Checks a regular expression that is looked for anywhere in a text. It is refused when it is none, or when it could take
 * very long: engines of JavaScript go back and try again, and `(a+)+$` tries 2 to the power of the length.
 */
export function parseBoundedRegex(source: string): BoundedRegex | RegexProblem {
  const parsed = parseExactRegex(source.replace(IDLE_START, ''));
  // `*+` is wrong as it stands, whatever is left of it.
  return parsed.ok && !isRegex(source) ? refuse(source) : parsed;
}

/** The same where it matters what exactly is found, and not only whether. */
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
