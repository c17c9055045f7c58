/** Limits of a text that may be parsed. */
export interface JsonBounds {
  readonly maxDepth: number;
  /** Opening brackets and commas: parsing makes a value for each of them. */
  readonly maxParts: number;
}

/**
 * Why a text must not be parsed: its brackets are nested too deep, or it has too many parts. Counts only outside strings, in one
 * pass and without recursion, so that a hostile text is refused before anything parses it. `null`: it may be parsed.
 */
export function whyNotToParse(text: string, bounds: JsonBounds): 'too-deep' | 'too-many-parts' | null {
  const { maxDepth, maxParts } = bounds;
  const isFlat = countAll('{[', text, maxDepth + 1) <= maxDepth;
  const isSmall = text.length <= maxParts || countAll('{[,', text, maxParts + 1) <= maxParts;
  return isFlat && isSmall ? null : findTooMuch(text, bounds);
}

/** How often these characters occur in a text, also inside strings, counted only up to `enough`. */
function countAll(characters: string, text: string, enough: number): number {
  let count = 0;
  for (const character of characters) {
    let at = text.indexOf(character);
    for (; at !== -1 && count < enough; at = text.indexOf(character, at + 1)) count += 1;
  }
  return count;
}

function findTooMuch(text: string, { maxDepth, maxParts }: JsonBounds): 'too-deep' | 'too-many-parts' | null {
  let depth = 0;
  let parts = 0;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case 0x22: // "
        index = endOfString(text, index);
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        parts += 1;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
      case 0x2c: // ,
        parts += 1;
        break;
    }
    if (depth > maxDepth) return 'too-deep';
    if (parts > maxParts) return 'too-many-parts';
  }
  return null;
}

/** Index of the quote that closes the JSON string opening at `start`; the text's length if there is none. */
function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && isEscaped(text, quote, start)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote;
}

/** An odd number of backslashes before a quote makes it part of the string. */
function isEscaped(text: string, quote: number, start: number): boolean {
  let first = quote;
  while (first - 1 > start && text.charCodeAt(first - 1) === 0x5c) first -= 1;
  return (quote - first) % 2 === 1;
}
