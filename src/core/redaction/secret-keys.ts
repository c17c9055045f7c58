import { isWildcardMatch } from '../query/match-wildcard.ts';

/** Keys whose answer is remembered; a house has some hundred. */
const MAX_REMEMBERED = 4_000;

/** Whether a key is one of these, without case; `*` in one stands for any characters. */
export function createKeyTest(keys: readonly string[]): (key: string) => boolean {
  const patterns = keys.map(toPattern).filter((pattern) => pattern !== '');
  const known = new Map<string, boolean>();
  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const lower = key.toLowerCase();
    const isSecret = patterns.some((pattern) => isWildcardMatch(lower, pattern));
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(key, isSecret);
    return isSecret;
  };
}

/** `?` is a sign like any other in a key. */
function toPattern(key: string): string {
  return key.trim().toLowerCase().replaceAll('?', '*');
}
