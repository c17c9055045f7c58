/** Line breaks and tabs: they become a space, so that words on both sides stay apart. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;

/**
 * Control characters (C0, DEL, C1), lone surrogates, characters that turn the direction of text, deprecated format
 * characters, annotation marks and the byte order mark. Joiners stay: emoji and many scripts need them.
 * https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u206a-\u206f\ufff9-\ufffb\ufeff]/gu;

/** Matches text in which neither finds anything, in one fast check: nearly all texts. */
const SAFE = /^[ -~\u00a0-\u061b]*$/;

/** Removes characters that could hide, reorder or cut off text, so that it is safe on a single line. */
export function stripUnsafe(text: string): string {
  return SAFE.test(text) ? text : text.replace(BREAKS, ' ').replace(UNSAFE, '');
}

/** At most `maxCodePoints` code points; a longer text ends in an ellipsis that counts as one of them. */
export function clampText(text: string, maxCodePoints: number): string {
  if (text.length <= maxCodePoints) return text;
  let kept = 0;
  let keptLength = 0;
  for (const point of text) {
    if (kept === maxCodePoints) return `${text.slice(0, keptLength).trimEnd()}…`;
    kept += 1;
    if (kept < maxCodePoints) keptLength += point.length;
  }
  return text;
}

/** Untrusted text as one safe line of at most `maxCodePoints`. Reads no more of it than necessary. */
export function toLine(text: string, maxCodePoints: number): string {
  const head = text.length > maxCodePoints * 4 ? text.slice(0, maxCodePoints * 4) : text;
  return clampText(stripUnsafe(head).trim(), maxCodePoints);
}
