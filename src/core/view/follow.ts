/**
 * How the list moves. Positions are sequence numbers, so nothing changes when rows at the head leave memory.
 */
export type Follow =
  /** The newest row is in view and stays there. */
  | { readonly kind: 'following' }
  /** The person looks at something older. New rows are appended out of sight. */
  | { readonly kind: 'held'; readonly sinceSeq: number }
  /** Nothing is appended to the list until resumed, but everything is kept and counted. */
  | { readonly kind: 'paused'; readonly sinceSeq: number };

export const FOLLOWING: Follow = { kind: 'following' };

/** The person scrolled away from the newest row. A pause is stronger. */
export function hold(follow: Follow, lastSeq: number): Follow {
  return follow.kind === 'following' ? { kind: 'held', sinceSeq: lastSeq } : follow;
}

/** The person scrolled back to the newest row. A pause is stronger. */
export function release(follow: Follow): Follow {
  return follow.kind === 'held' ? FOLLOWING : follow;
}

/** Pauses, or resumes by following. What was missed while held stays counted. */
export function togglePause(follow: Follow, lastSeq: number): Follow {
  if (follow.kind === 'paused') return FOLLOWING;
  return { kind: 'paused', sinceSeq: lastSeq };
}

/** Rows the list may show: all, or those up to the pause. */
export function shownUpTo(follow: Follow): number {
  return follow.kind === 'paused' ? follow.sinceSeq : Number.POSITIVE_INFINITY;
}

/** The seq after which a row is new to the person; `null` when nothing is. */
export function newSince(follow: Follow): number | null {
  return follow.kind === 'following' ? null : follow.sinceSeq;
}
