import { cutPieces, type Piece } from './mark-words.ts';

/** How well a text matches what was typed, and its matching letters. */
export interface FuzzyMatch {
  /** Higher is better; only comparable for the same needle. */
  readonly score: number;
  /** UTF-16 positions in the text, rising. */
  readonly positions: readonly number[];
}

const LETTER = 1;
const WORD_START = 8;
const TEXT_START = 4;
const SIDE_BY_SIDE = 6;
/** Cost of a skipped letter between two that match. */
const SKIPPED = 0.2;

/**
 * Finds the letters of each word of `needle` in `text`, in order but not necessarily adjacent: "expcsv" matches
 * "Export as CSV". Beginnings of words and adjacent letters score higher. Case and accents are ignored. `null` when a word
 * does not match. An empty needle matches every text.
 */
export function matchFuzzy(needle: string, text: string): FuzzyMatch | null {
  const folded = fold(text);
  const positions = new Set<number>();
  let score = 0;
  for (const word of fold(needle).split(/\s+/)) {
    if (word === '') continue;
    const match = matchWord(word, folded);
    if (match === null) return null;
    score += match.score;
    for (const position of match.positions) positions.add(position);
  }
  return { score, positions: [...positions].sort((a, b) => a - b) };
}

export interface Ranked<T> {
  readonly item: T;
  readonly match: FuzzyMatch;
}

/** The items whose text matches, best first; equally good ones stay in their order. */
export function rankFuzzy<T>(
  needle: string,
  items: readonly T[],
  textOf: (item: T) => string,
): readonly Ranked<T>[] {
  return items
    .flatMap((item) => {
      const match = matchFuzzy(needle, textOf(item));
      return match === null ? [] : [{ item, match }];
    })
    .sort((a, b) => b.match.score - a.match.score);
}

/** Lower case without accents, with the same length, so that positions do not change. */
function fold(text: string): string {
  return Array.from({ length: text.length }, (_, at) => {
    const plain = text.charAt(at).normalize('NFD').charAt(0);
    const lower = plain.toLowerCase();
    return lower.length === 1 ? lower : plain;
  }).join('');
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
}

function placeScore(text: string, at: number): number {
  if (!isWordStart(text, at)) return LETTER;
  return LETTER + WORD_START + (at === 0 ? TEXT_START : 0);
}

/** The best match of the word in the text; `null` when there is none. */
function matchWord(word: string, text: string): FuzzyMatch | null {
  const known = new Map<number, FuzzyMatch | null>();

  /** The best match of the letters from `letter` on in the text from `from` on. */
  function read(letter: number, from: number): FuzzyMatch | null {
    if (letter === word.length) return { score: 0, positions: [] };
    const key = letter * (text.length + 1) + from;
    const before = known.get(key);
    if (before !== undefined) return before;
    let best: FuzzyMatch | null = null;
    for (
      let at = text.indexOf(word.charAt(letter), from);
      at !== -1;
      at = text.indexOf(word.charAt(letter), at + 1)
    ) {
      const rest = read(letter + 1, at + 1);
      if (rest === null) break;
      const way = letter === 0 ? 0 : at === from ? SIDE_BY_SIDE : (from - at) * SKIPPED;
      const score = placeScore(text, at) + way + rest.score;
      if (best === null || score > best.score) best = { score, positions: [at, ...rest.positions] };
    }
    known.set(key, best);
    return best;
  }

  return read(0, 0);
}

/** The text cut at the matching letters. */
export function toPieces(text: string, positions: readonly number[]): readonly Piece[] {
  const marked = new Set(positions);
  return cutPieces(text, (at) => marked.has(at));
}
