/** A line of a tree for keyboard navigation. */
export interface TreeLine {
  readonly level: number;
  /** `null` if the line can't be opened. */
  readonly open: boolean | null;
}

/** What a key does in a tree: move to a line, or open or close the active one. */
export type TreeMove =
  { readonly kind: 'go'; readonly to: number } | { readonly kind: 'open'; readonly open: boolean };

/**
 * The keys of a tree with one column. `null` for any other key.
 * https://www.w3.org/WAI/ARIA/apg/patterns/treeview/#keyboardinteraction
 */
export function toTreeMove(key: string, lines: readonly TreeLine[], active: number): TreeMove | null {
  const line = lines[active];
  if (line === undefined) return null;
  const go = (to: number): TreeMove => ({ kind: 'go', to: Math.min(lines.length - 1, Math.max(0, to)) });
  switch (key) {
    case 'ArrowDown':
      return go(active + 1);
    case 'ArrowUp':
      return go(active - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(lines.length - 1);
    case 'ArrowRight':
      if (line.open === false) return { kind: 'open', open: true };
      return (lines[active + 1]?.level ?? 0) > line.level ? go(active + 1) : go(active);
    case 'ArrowLeft': {
      if (line.open === true) return { kind: 'open', open: false };
      const parent = lines.findLastIndex(({ level }, place) => place < active && level < line.level);
      return go(parent === -1 ? active : parent);
    }
    default:
      return null;
  }
}
