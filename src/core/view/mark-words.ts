/** A piece of a text, marked or not. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** The words to mark, in lower case. */
export function toMarkWords(highlight: string): readonly string[] {
  return [...new Set(highlight.toLowerCase().split(/\s+/))].filter((word) => word !== '');
}

/** Cuts a text where one of the words begins and ends, ignoring case. */
export function markWords(text: string, words: readonly string[]): readonly Piece[] {
  if (words.length === 0 || text === '') return [{ text, marked: false }];
  const lower = text.toLowerCase();
  // Letters whose lower case is longer would shift all later positions.
  if (lower.length !== text.length) return [{ text, marked: false }];
  const marked = new Array<boolean>(text.length).fill(false);
  for (const word of words) {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + word.length)) {
      marked.fill(true, at, at + word.length);
    }
  }
  return cutPieces(text, (at) => marked[at] === true);
}

/** The text cut at the marks. Joined, the pieces are the text. */
export function cutPieces(text: string, isMarked: (at: number) => boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let from = 0; from < text.length;) {
    let end = from + 1;
    while (end < text.length && isMarked(end) === isMarked(from)) end += 1;
    pieces.push({ text: text.slice(from, end), marked: isMarked(from) });
    from = end;
  }
  return pieces;
}
