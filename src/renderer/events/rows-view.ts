import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { rowPx, toAnchor, type ListWindow } from '../../core/view/list-window.ts';
import { describeDay, isSameDay } from '../../core/time/relative-time.ts';
import type { LogModel } from '../state/log-model.ts';
import { absentRow, logRow, type RowLook } from './log-row.ts';

/** Values that all rows share. */
export interface RowsLook extends RowLook {
  /** Epoch ms; days are told from it. */
  readonly now: number;
}

/** Place of the layer of rows in the list, CSS pixels from its oldest row. */
export function rowsTopPx(model: LogModel, { first }: ListWindow): number {
  return (toAnchor(model.first + first) - model.first) * rowPx;
}

/**
 * The rows of a window. A row keeps its element and its place while it is drawn, so that it is not painted again.
 * A new row reuses the element of the row that left at the other end.
 */
export function rowsView(model: LogModel, { first, end }: ListWindow, look: RowsLook): unknown {
  const drawn = end - first;
  const anchor = toAnchor(model.first + first);
  const today = new Date(look.now).toDateString();
  return repeat(
    Array.from({ length: drawn }, (_, at) => model.first + first + at),
    (ordinal) => ((ordinal % drawn) + drawn) % drawn,
    (ordinal) => rowView(model, ordinal, anchor, today, look),
  );
}

function rowView(model: LogModel, ordinal: number, anchor: number, today: string, look: RowsLook): unknown {
  const row = model.rowAt(ordinal);
  const before = ordinal === model.first ? null : model.rowAt(ordinal - 1);
  const place = {
    ordinal,
    ariaRowIndex: ordinal - model.first + 2,
    topPx: (ordinal - anchor) * rowPx,
    selected: ordinal === model.selection.ordinal,
  };
  const { marks, words, columns } = look;
  const seen = [row, before?.at, today, ...Object.values(place), marks, words, columns];
  return guard(seen, () => {
    if (row == null) return absentRow(row, place);
    const day = before == null || isSameDay(before.at, row.at) ? '' : describeDay(row.at, look.now);
    return logRow({ row, day, ...place, ...look });
  });
}
