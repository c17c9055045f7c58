/**
 * True when the whole `text` matches `pattern`, in which `*` matches any characters, also none, and `?` matches one.
 * Both in lower case. Backtracks only to the last `*`, so no pattern can make it slow.
 */
export function isWildcardMatch(text: string, pattern: string): boolean {
  let at = 0;
  let patternAt = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const wanted = pattern[patternAt];
    if (wanted === '*') {
      starAt = patternAt;
      resumeAt = at;
      patternAt += 1;
    } else if (wanted === '?') {
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      patternAt += 1;
    } else if (wanted !== undefined && wanted === text[at]) {
      at += 1;
      patternAt += 1;
    } else if (starAt !== -1) {
      resumeAt += 1;
      at = resumeAt;
      patternAt = starAt + 1;
    } else {
      return false;
    }
  }
  while (pattern[patternAt] === '*') patternAt += 1;
  return patternAt === pattern.length;
}
