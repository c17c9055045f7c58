/** What determines the work of a regular expression that backtracks. */
export interface RegexShape {
  readonly ok: true;
  /** Repeats that can end in many places; each multiplies the work by the length of the text. */
  readonly openRepeats: number;
  /** There are repeats that end in one place, which is searched each time: one more factor for any number of them. */
  readonly hasDecidedRepeats: boolean;
  /** Ways through optional parts and alternatives; the work is multiplied by it. */
  readonly choices: number;
}

/** A sentence about what is not allowed. */
export interface RegexProblem {
  readonly ok: false;
  readonly problem: string;
}

/** Something that can be repeated: one character or class, or the end of a group. */
interface Repeatable {
  readonly kind: 'atom' | 'close';
  readonly source: string;
  /** The one character that it stands for; `null` for a class and a group. */
  readonly literal: string | null;
  /** True if nothing inside can match in two ways. */
  readonly isPlain: boolean;
  min: number;
  max: number;
}

interface Mark {
  readonly kind: 'open' | 'bar' | 'edge';
  /** Groups around it. */
  readonly depth: number;
}

type Piece = Repeatable | Mark;

const CLASS = /\[(?:\\[^]|[^\]\\])*\]/y;
const ESCAPE = /\\(?:x[\da-f]{2}|u[\da-f]{4}|c[a-z]|[^])/iy;
const QUANTIFIER = /(?:([*+?])|\{(\d{1,4})(,(\d{0,4}))?\})\??/y;
const GROUP = /\((?:\?:|\?<[a-z]\w*>)?/iy;
const MAX_COUNT = 1_000;

/**
 * Reads a regular expression far enough to tell how long it can take. What can take exponentially long is refused:
 * a repeated group that holds a repeat, an option or an alternative (https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS),
 * and what no bound is known for: back-references and look-around.
 */
export function readRegexShape(source: string): RegexShape | RegexProblem {
  const pieces: Piece[] = [];
  /** For each open group whether all in it is taken exactly once. */
  const groups: { isPlain: boolean }[] = [];
  for (let at = 0; at < source.length;) {
    const char = source[at] ?? '';
    const group = groups.at(-1);
    const quantifier = matchAt(QUANTIFIER, source, at);
    if (quantifier !== null) {
      const problem = applyQuantifier(pieces.at(-1), quantifier, group);
      if (problem !== null) return refuse(problem);
      at += quantifier[0].length;
    } else if (char === '(') {
      const opening = matchAt(GROUP, source, at)?.[0] ?? '(';
      if (source[at + opening.length] === '?') {
        return refuse('Looking ahead or behind is not possible here. Use a plain group: (…).');
      }
      pieces.push({ kind: 'open', depth: groups.length });
      groups.push({ isPlain: true });
      at += opening.length;
    } else if (char === ')') {
      const isPlain = groups.pop()?.isPlain ?? true;
      const outer = groups.at(-1);
      if (outer !== undefined && !isPlain) outer.isPlain = false;
      pieces.push({ kind: 'close', source: ')', literal: null, isPlain, min: 1, max: 1 });
      at += 1;
    } else if (char === '|') {
      if (group !== undefined) group.isPlain = false;
      pieces.push({ kind: 'bar', depth: groups.length });
      at += 1;
    } else if (char === '^' || char === '$') {
      pieces.push({ kind: 'edge', depth: groups.length });
      at += 1;
    } else {
      const atom = readAtom(source, at);
      if (/^\\[1-9k]/.test(atom)) {
        return refuse('A reference back to a group is not possible here. Write its text out.');
      }
      pieces.push({ kind: 'atom', source: atom, literal: literalOf(atom), isPlain: true, min: 1, max: 1 });
      at += atom.length;
    }
  }
  return measure(pieces);
}

/** Notes how often the piece before may come. Returns what is wrong with that, or `null`. */
function applyQuantifier(
  piece: Piece | undefined,
  [, sign, least, rest, most]: RegExpExecArray,
  group: { isPlain: boolean } | undefined,
): string | null {
  if (piece === undefined || !isRepeatable(piece)) {
    return 'Nothing stands before a *, + or ? that could be repeated. Put a \\ before it to look for the sign.';
  }
  const min = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
  const open = rest !== undefined && most === '' ? Number.POSITIVE_INFINITY : Number(most ?? least);
  const max = sign === undefined ? open : sign === '?' ? 1 : Number.POSITIVE_INFINITY;
  if (min > MAX_COUNT || (Number.isFinite(max) && max > MAX_COUNT)) {
    return `A part can be repeated at most ${String(MAX_COUNT)} times. Use * or +.`;
  }
  if (max > 1 && !piece.isPlain) {
    return 'A repeated group that holds a repeat or a choice could take for ever. Repeat only one of them.';
  }
  piece.min = min;
  piece.max = max;
  if (group !== undefined) group.isPlain = false;
  return null;
}

function measure(pieces: readonly Piece[]): RegexShape {
  let openRepeats = 0;
  let hasDecidedRepeats = false;
  let choices = 1;
  /** Alternatives of each open group, and first of the whole. */
  const alternatives = [1];
  pieces.forEach((piece, index) => {
    if (piece.kind === 'open') alternatives.push(1);
    if (piece.kind === 'bar') alternatives.push((alternatives.pop() ?? 1) + 1);
    if (piece.kind === 'close' && alternatives.length > 1) choices *= alternatives.pop() ?? 1;
    if (!isRepeatable(piece) || piece.min === piece.max) return;
    const end = piece.kind === 'atom' ? endOf(piece.source, pieces, index + 1) : 'open';
    if (end === 'decided' && piece.max > 1) hasDecidedRepeats = true;
    if (end !== 'open') return;
    if (piece.max > 1) openRepeats += 1;
    else choices *= 2;
  });
  return {
    ok: true,
    openRepeats,
    hasDecidedRepeats,
    choices: choices * alternatives.reduce((product, each) => product * each, 1),
  };
}

function isRepeatable(piece: Piece): piece is Repeatable {
  return piece.kind === 'atom' || piece.kind === 'close';
}

/**
 * Where a repeat ends. `decided` when what follows can't be the repeated thing itself: `[a-z]+_` ends at the first `_`
 * and nowhere else. `last` when nothing follows that could fail. `open` when each place must be tried.
 */
function endOf(source: string, pieces: readonly Piece[], next: number): 'last' | 'decided' | 'open' {
  const piece = pieces[next];
  if (piece === undefined) return 'last';
  if (!isRepeatable(piece)) {
    if (piece.depth > 0 || piece.kind === 'open') return 'open';
    return piece.kind === 'bar' ? 'last' : 'decided';
  }
  const isOnce = piece.max === 1 && piece.min === 1;
  if (piece.kind === 'close') return isOnce ? endOf(source, pieces, next + 1) : 'open';
  return piece.literal !== null && piece.min > 0 && !isMatch(source, piece.literal) ? 'decided' : 'open';
}

function isMatch(atom: string, char: string): boolean {
  try {
    return new RegExp(`^(?:${atom})$`, 'is').test(char);
  } catch {
    return true;
  }
}

function readAtom(source: string, at: number): string {
  const pattern = source[at] === '[' ? CLASS : ESCAPE;
  return matchAt(pattern, source, at)?.[0] ?? source[at] ?? '';
}

function literalOf(atom: string): string | null {
  if (atom.length === 1) return atom === '.' ? null : atom;
  return /^\\[^a-z\d]$/i.test(atom) ? atom.slice(1) : null;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function refuse(problem: string): RegexProblem {
  return { ok: false, problem };
}
