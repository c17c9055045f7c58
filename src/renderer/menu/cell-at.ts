import type { ColumnName } from '../../core/view/columns.ts';

const NAMES: ReadonlySet<string> = new Set(['time', 'server', 'type', 'subject', 'text', 'origin']);

/** A cell of the list, in the session that is shown. */
export interface CellPlace {
  readonly ordinal: number;
  readonly column: ColumnName;
}

/** The cell of the list for a DOM event; `null` outside the rows. */
export function cellAt(event: Event): CellPlace | null {
  let column: ColumnName = 'text';
  for (const node of event.composedPath()) {
    if (!(node instanceof HTMLElement)) continue;
    const { column: name, ordinal } = node.dataset;
    if (name !== undefined && NAMES.has(name)) column = name as ColumnName;
    if (ordinal !== undefined) return { ordinal: Number(ordinal), column };
  }
  return null;
}
