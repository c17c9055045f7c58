import { parseExactRegex } from '../query/bounded-regex.ts';
import { REDACTED } from '../events/redacted.ts';

/** A pattern and how many characters it may search at once. */
interface Pattern {
  readonly regex: RegExp;
  readonly maxChars: number;
}

/** Matches the rest of a secret that reached the end of the searched piece. */
const SECRET_END = /[\s"'<>&]/g;

/**
 * Replaces the matches of the patterns in a text; the same text when there are none. A text that is too long for a pattern is
 * searched in overlapping pieces, so the time is proportional to its length.
 */
export function createTextRedactor(sources: readonly string[]): (text: string) => string {
  const patterns = sources.flatMap(toPattern);
  const quick = toQuickLook(patterns);
  return (text) => (quick(text) ? patterns.reduce(redactByPattern, text) : text);
}

/** One search for all patterns, because few texts contain a secret. False only if none has a match. */
function toQuickLook(patterns: readonly Pattern[]): (text: string) => boolean {
  if (patterns.length === 0) return () => false;
  const maxChars = Math.min(...patterns.map((pattern) => pattern.maxChars));
  const either = toRegexOrNull(patterns.map(({ regex }) => `(?:${regex.source})`).join('|'));
  if (either === null) return () => true;
  return (text) => text.length > maxChars || either.test(text);
}

/** Two patterns may use the same group name, which one expression can't. */
function toRegexOrNull(source: string): RegExp | null {
  try {
    return new RegExp(source, 'is');
  } catch {
    return null;
  }
}

function toPattern(source: string): readonly Pattern[] {
  const parsed = parseExactRegex(source);
  return parsed.ok && source !== ''
    ? [{ regex: new RegExp(parsed.source, 'gis'), maxChars: parsed.maxChars }]
    : [];
}

function redactByPattern(text: string, pattern: Pattern): string {
  if (text.length > pattern.maxChars) return redactInPieces(text, pattern);
  pattern.regex.lastIndex = 0;
  if (!pattern.regex.test(text)) return text;
  return text.replace(pattern.regex, (found) => (found === '' ? '' : REDACTED));
}

function redactInPieces(text: string, { regex, maxChars }: Pattern): string {
  const step = Math.floor(maxChars / 2);
  const parts: string[] = [];
  let done = 0;
  for (let start = 0; start < text.length; start += step) {
    const piece = text.slice(start, start + maxChars);
    for (const match of piece.matchAll(regex)) {
      const from = start + match.index;
      const end = from + match[0].length;
      if (match[0] === '' || end <= done) continue;
      parts.push(text.slice(done, Math.max(done, from)));
      if (from >= done) parts.push(REDACTED);
      done = end === start + maxChars ? endOfSecret(text, end) : end;
    }
  }
  return done === 0 ? text : parts.join('') + text.slice(done);
}

function endOfSecret(text: string, from: number): number {
  SECRET_END.lastIndex = from;
  return SECRET_END.exec(text)?.index ?? text.length;
}
