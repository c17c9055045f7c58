/** The selected bars, both included. `anchor` is where the selection began. */
export interface Stretch {
  readonly anchor: number;
  readonly head: number;
}

/** The person's position on the chart. */
export interface BrushState {
  /** Bar under the pointer or chosen by keys; `null` before the first. */
  readonly cursor: number | null;
  readonly stretch: Stretch | null;
}

export const NO_BRUSH: BrushState = { cursor: null, stretch: null };

export type BrushKey =
  | { readonly kind: 'move'; readonly state: BrushState }
  /** Show only these bars. */
  | { readonly kind: 'apply'; readonly first: number; readonly last: number }
  /** Bring this bar into view. */
  | { readonly kind: 'jump'; readonly bar: number }
  /** Remove the present choice of time. */
  | { readonly kind: 'clear' };

/** What a key does in the chart; `null` when it is not one of its keys. */
export function pressBrushKey(
  state: BrushState,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  bars: number,
): BrushKey | null {
  if (bars === 0) return null;
  const { cursor, stretch } = state;
  if (key === 'Escape') {
    return stretch === null ? { kind: 'clear' } : { kind: 'move', state: { cursor, stretch: null } };
  }
  if (key === 'Enter' || key === ' ') {
    if (stretch !== null) return { kind: 'apply', ...toBounds(stretch) };
    return cursor === null ? null : { kind: 'jump', bar: Math.min(cursor, bars - 1) };
  }
  const target = toTarget(key, cursor ?? bars, bars);
  if (target === null) return null;
  const next = Math.max(0, Math.min(target, bars - 1));
  if (!shiftKey) return { kind: 'move', state: { cursor: next, stretch: null } };
  const anchor = stretch?.anchor ?? Math.min(cursor ?? next, bars - 1);
  return { kind: 'move', state: { cursor: next, stretch: { anchor, head: next } } };
}

export function toBounds({ anchor, head }: Stretch): { readonly first: number; readonly last: number } {
  return { first: Math.min(anchor, head), last: Math.max(anchor, head) };
}

function toTarget(key: string, cursor: number, bars: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return cursor - 1;
    case 'ArrowRight':
    case 'ArrowUp':
      return cursor + 1;
    case 'PageDown':
      return cursor - 10;
    case 'PageUp':
      return cursor + 10;
    case 'Home':
      return 0;
    case 'End':
      return bars - 1;
    default:
      return null;
  }
}
