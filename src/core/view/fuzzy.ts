import type { Piece } from './mark-words.ts';

/** How well a text answers what was typed, and which of its letters did. */
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
/** A letter left out between two that match. */
const SKIPPED = 0.2;

/**
 * Finds the letters of each word of `needle` in `text`, in their order but not necessarily side by side: "expcsv" is in
 * "Export as CSV". Beginnings of words and neighbours count more. Case and accents are the same. `null` when a word is not
 * there. An empty needle is in every text.
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

/** Lower case without accents, unit for unit, so that positions stay what they are. */
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

/** Where a letter of the word stands in the best way to read the word up to it. */
interface Step {
  readonly score: number;
  readonly before: number;
}

/** The best of all ways to read the word in the text: a table of letters by places, each from the best one before. */
function matchWord(word: string, text: string): FuzzyMatch | null {
  const table: (Step | undefined)[][] = [];
  for (let letter = 0; letter < word.length; letter += 1) {
    const above = table[letter - 1];
    const row: (Step | undefined)[] = [];
    /** Best place before this one that is not its neighbour, as if it stood here. */
    let far: Step = { score: Number.NEGATIVE_INFINITY, before: -1 };
    for (let at = 0; at < text.length; at += 1) {
      const beyond = above?.[at - 2];
      far = { ...far, score: far.score - SKIPPED };
      if (beyond !== undefined && beyond.score - SKIPPED > far.score) {
        far = { score: beyond.score - SKIPPED, before: at - 2 };
      }
      if (text.charAt(at) !== word.charAt(letter)) continue;
      const place = placeScore(text, at);
      if (above === undefined) {
        row[at] = { score: place, before: -1 };
        continue;
      }
      const near = above[at - 1];
      const nearScore = near === undefined ? Number.NEGATIVE_INFINITY : near.score + SIDE_BY_SIDE;
      const best = nearScore >= far.score ? { score: nearScore, before: at - 1 } : far;
      if (Number.isFinite(best.score)) row[at] = { score: best.score + place, before: best.before };
    }
    table.push(row);
  }
  return readTable(table);
}

function readTable(table: readonly (readonly (Step | undefined)[])[]): FuzzyMatch | null {
  const last = table.at(-1) ?? [];
  let at = -1;
  last.forEach((step, place) => {
    if (step !== undefined && (at === -1 || step.score > (last[at]?.score ?? 0))) at = place;
  });
  const score = last[at]?.score;
  if (score === undefined) return null;
  const positions: number[] = [];
  for (let letter = table.length - 1; letter >= 0; letter -= 1) {
    positions.unshift(at);
    at = table[letter]?.[at]?.before ?? -1;
  }
  return { score, positions };
}

/** The text cut where the letters that matched begin and end. Joined, the pieces are the text. */
export function toPieces(text: string, positions: readonly number[]): readonly Piece[] {
  const marked = new Set(positions);
  const pieces: Piece[] = [];
  for (let from = 0; from < text.length;) {
    let end = from + 1;
    while (end < text.length && marked.has(end) === marked.has(from)) end += 1;
    pieces.push({ text: text.slice(from, end), marked: marked.has(from) });
    from = end;
  }
  return pieces;
}
