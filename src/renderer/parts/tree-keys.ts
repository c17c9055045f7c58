/** What a line of a tree needs to be walked by keys. */
export interface TreeLine {
  readonly level: number;
  /** `null` where there is nothing to open. */
  readonly open: boolean | null;
}

/** What a key means in a tree: go to a line, or open or close the one that is active. */
export type TreeMove =
  { readonly kind: 'go'; readonly to: number } | { readonly kind: 'open'; readonly open: boolean };

/**
 * The keys of a tree with one column. `null` for a key that means nothing here.
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
