/** Placeholder for each word: a string that starts with a mark that no real string keeps; see `parsePythonJson`. */
const NUMBERS = new Map<unknown, number>([
  ['~NaN', Number.NaN],
  ['~Infinity', Number.POSITIVE_INFINITY],
  ['~-Infinity', Number.NEGATIVE_INFINITY],
]);

/** A string (up to the end if it is never closed) or a bare word, and the colon after a key. */
const STRING_OR_WORD = /(?:"([^"\\]*(?:\\.[^"\\]*)*)(?:"|\\?$)|(-?Infinity|NaN))(\s*:)?/gs;

/**
 * Parses JSON with Python's extension: the bare words `NaN`, `Infinity` and `-Infinity`, which `json.dumps` writes by
 * default and Home Assistant sent until 2022.6 (https://docs.python.org/3/library/json.html#infinite-and-nan-number-values).
 *
 * Each word outside strings is replaced by a string that starts with `~`. A real string value whose source starts with
 * `~`, `!` or an escape gets a `!` in front, which is removed afterwards. So no real string can be mistaken for a
 * placeholder, and the work stays linear.
 */
export function parsePythonJson(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  if (!/NaN|Infinity/.test(text)) return { ok: false };
  try {
    return { ok: true, value: JSON.parse(text.replace(STRING_OR_WORD, standIn), revive) };
  } catch {
    return { ok: false };
  }
}

/** Keys stay unchanged: the reviver gets only values, and not even Python writes a bare word as a key. */
function standIn(
  found: string,
  inside: string | undefined,
  word: string | undefined,
  colon: string | undefined,
): string {
  if (colon !== undefined) return found;
  if (word !== undefined) return `"~${word}"`;
  return /^[~!\\]/.test(inside ?? '') ? `"!${inside ?? ''}"` : found;
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.startsWith('!') ? value.slice(1) : (NUMBERS.get(value) ?? value);
}
