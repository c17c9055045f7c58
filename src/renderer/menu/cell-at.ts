import { COLUMN_NAMES, type ColumnName } from '../../core/view/columns.ts';

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
    column = COLUMN_NAMES.find((each) => each === name) ?? column;
    if (ordinal !== undefined) return { ordinal: Number(ordinal), column };
  }
  return null;
}
