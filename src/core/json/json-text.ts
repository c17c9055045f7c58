/**
 * True when brackets outside strings are nested deeper than `maxDepth`. Looks at the text only, in one pass and
 * without recursion, so that a hostile text can be turned away before anything recursive sees it.
 */
export function isDeeperThan(text: string, maxDepth: number): boolean {
  return countOpening(text, maxDepth + 1) > maxDepth && isNestedDeeperThan(text, maxDepth);
}

/** Opening brackets, also those inside strings, counted no further than to `enough`. */
function countOpening(text: string, enough: number): number {
  let count = 0;
  for (const bracket of '{[') {
    let at = text.indexOf(bracket);
    for (; at !== -1 && count < enough; at = text.indexOf(bracket, at + 1)) count += 1;
  }
  return count;
}

function isNestedDeeperThan(text: string, maxDepth: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case 0x22: // "
        index = endOfString(text, index);
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        if (depth > maxDepth) return true;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
    }
  }
  return false;
}

/** Index of the quote that closes the JSON string opening at `start`; the text's length when none does. */
export function endOfString(text: string, start: number): number {
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
