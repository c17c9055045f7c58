/** How the list moves. `sinceEnd` is the ordinal at which the list ended when a person stopped following it. */
export type Follow =
  /** The newest row is in view and stays there. */
  | { readonly kind: 'following' }
  /** The person looks at older rows. New rows are appended out of view. */
  | { readonly kind: 'held'; readonly sinceEnd: number }
  /** Nothing is appended to the list until the person resumes, but everything is stored and counted. */
  | { readonly kind: 'paused'; readonly sinceEnd: number };

export const FOLLOWING: Follow = { kind: 'following' };

/** The person scrolled away from the newest row. Does not end a pause. */
export function hold(follow: Follow, end: number): Follow {
  return follow.kind === 'following' ? { kind: 'held', sinceEnd: end } : follow;
}

/** The person scrolled back to the newest row. Does not end a pause. */
export function release(follow: Follow): Follow {
  return follow.kind === 'held' ? FOLLOWING : follow;
}

/** Pauses, or resumes by following. */
export function togglePause(follow: Follow, end: number): Follow {
  return follow.kind === 'paused' ? FOLLOWING : { kind: 'paused', sinceEnd: end };
}

/** End of the visible list: everything, or its end at the pause. */
export function shownEnd(follow: Follow, end: number): number {
  return follow.kind === 'paused' ? Math.min(end, follow.sinceEnd) : end;
}

/** Rows that are new to the person. */
export function countNew(follow: Follow, end: number): number {
  return follow.kind === 'following' ? 0 : Math.max(0, end - follow.sinceEnd);
}
