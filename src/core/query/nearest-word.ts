/** The most similar of the known words: at most two typing errors, and at most half of the word. */
export function nearestWord(name: string, words: readonly string[]): string | null {
  const found = words
    .map((known) => ({ known, slips: countSlips(name, known) }))
    .sort((a, b) => a.slips - b.slips)[0];
  return found !== undefined && found.slips <= 2 && found.slips * 2 <= name.length ? found.known : null;
}

/**
 * Letters to insert, remove or change, and neighbours to exchange
 * (https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance#Optimal_string_alignment_distance).
 */
function countSlips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let earlier: readonly number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const exchange = isExchanged ? (earlier[j - 2] ?? 0) + 1 : change;
      row.push(Math.min(change, exchange, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    earlier = before;
    before = row;
  }
  return before[b.length] ?? 0;
}
