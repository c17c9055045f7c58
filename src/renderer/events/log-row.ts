import { html, nothing, type TemplateResult } from 'lit';
import type { Row } from '../../core/events/row.ts';
import type { ServerColour } from '../../core/servers/profile.ts';
import { formatClock } from '../../core/time/format-time.ts';
import type { ColumnName } from '../../core/view/columns.ts';
import { markWords } from '../../core/view/mark-words.ts';
import { isOwnRow, shownTypeOf } from '../../core/view/row-kind.ts';
import { icons } from '../parts/icons.ts';

/** Name and colour of each server by id; `null` while there is only one, which needs no mark. */
export type ServerMarks = ReadonlyMap<
  string,
  { readonly name: string; readonly colour: ServerColour }
> | null;

/** Where a row stands and how. */
export interface RowPlace {
  readonly ordinal: number;
  /** Position in the whole list, from 1, for assistive technology. The head is row 1, so events start at 2. */
  readonly ariaRowIndex: number;
  /** From the top of the layer of rows, CSS pixels. */
  readonly topPx: number;
  readonly selected: boolean;
}

export interface RowLook {
  readonly marks: ServerMarks;
  /** Lower-case words to be marked. */
  readonly words: readonly string[];
  /** Columns that are shown, in their order. The same array for the same columns. */
  readonly columns: readonly ColumnName[];
}

export interface RowFacts extends RowPlace, RowLook {
  readonly row: Row;
  /** The day in words where it is another than that of the row before, else empty. */
  readonly day: string;
}

export const COLUMN_COUNT = 5;

/** Of the element: by seq, or by place while the row is not here. */
export function rowId(ordinal: number, row: Row | null | undefined): string {
  return row == null ? `row-at-${String(ordinal)}` : `row-${String(row.seq)}`;
}

function serverMark(row: Row, marks: ServerMarks): TemplateResult | typeof nothing {
  const mark = marks?.get(row.serverId);
  if (mark === undefined) return nothing;
  return html`<i class="mark ${mark.colour}" title=${mark.name}></i
    ><span class="sr-only">${mark.name}</span>`;
}

function marked(text: string, words: readonly string[]): unknown {
  if (words.length === 0) return text;
  return markWords(text, words).map((piece) =>
    piece.marked ? html`<mark>${piece.text}</mark>` : piece.text,
  );
}

function dayMark(day: string): TemplateResult | typeof nothing {
  return day === '' ? nothing : html`<b class="day">${day}</b>`;
}

function bookmark(row: Row): TemplateResult | typeof nothing {
  return row.bookmarked === true
    ? html`<span class="bookmark" title="Bookmarked">${icons.bookmark(12)}</span
        ><span class="sr-only">Bookmarked</span>`
    : nothing;
}

/** An interruption, or a connection made or given up: one wide cell that can't be overlooked. */
function ownRow({
  row,
  ordinal,
  ariaRowIndex,
  topPx,
  selected,
  marks,
  words,
  day,
}: RowFacts): TemplateResult {
  const kind = row.kind === 'gap' ? 'gap' : 'note';
  return html`<div
    class="row own ${kind} ${row.tone} ${selected ? 'sel' : ''} ${day === '' ? '' : 'first-of-day'}"
    role="row"
    .style=${`top:${String(topPx)}px`}
    id=${rowId(ordinal, row)}
    data-ordinal=${ordinal}
    data-seq=${row.seq}
    aria-rowindex=${ariaRowIndex}
    aria-selected=${selected}
  >
    <span role="gridcell" class="wide" aria-colspan=${COLUMN_COUNT}>
      <time data-column="time">${serverMark(row, marks)}${formatClock(row.at)}</time>
      ${row.kind === 'gap' ? icons.bang(14) : icons.plug(14)}
      <span class="text" title=${row.text}>${marked(row.text, words)}</span>${bookmark(row)}${dayMark(day)}
    </span>
  </div>`;
}

/** What stands in a row, one for each column. */
const CELLS: Readonly<Record<ColumnName, (facts: RowFacts) => TemplateResult>> = {
  time: ({ row, marks }) =>
    html`<time role="gridcell" data-column="time">${serverMark(row, marks)}${formatClock(row.at)}</time>`,
  server: ({ row, marks }) =>
    html`<span role="gridcell" class="server-name" data-column="server"
      >${marks?.get(row.serverId)?.name ?? ''}</span
    >`,
  type: ({ row, words }) =>
    html`<span role="gridcell" class="type" data-column="type">${marked(shownTypeOf(row), words)}</span>`,
  subject: ({ row, words }) =>
    html`<span role="gridcell" class="subject" data-column="subject">${marked(row.subject, words)}</span>`,
  text: ({ row, words, day }) =>
    html`<span role="gridcell" class="text" data-column="text" title=${row.text}
      ><span class="sentence">${marked(row.text, words)}</span
      >${row.alert ? html`<b class="alert">alert</b>` : nothing}${bookmark(row)}${dayMark(day)}</span
    >`,
  origin: ({ row }) => html`<span role="gridcell" class="origin" data-column="origin">${row.origin}</span>`,
};

/** One line of the log. */
export function logRow(facts: RowFacts): TemplateResult {
  const { row, ordinal, ariaRowIndex, topPx, selected, day, columns } = facts;
  if (isOwnRow(row)) return ownRow(facts);
  const kind = row.recovered === true ? 'recovered' : row.kind === 'event' ? '' : row.kind;
  return html`<div
    class="row ${kind} ${row.tone} ${selected ? 'sel' : ''} ${day === '' ? '' : 'first-of-day'}"
    role="row"
    .style=${`top:${String(topPx)}px`}
    id=${rowId(ordinal, row)}
    data-ordinal=${ordinal}
    data-seq=${row.seq}
    aria-rowindex=${ariaRowIndex}
    aria-selected=${selected}
  >
    ${columns.map((name) => CELLS[name](facts))}
  </div>`;
}

/** A row that is still on its way, or is not kept any more. It takes the same room and is quiet. */
export function absentRow(
  row: null | undefined,
  { ordinal, ariaRowIndex, topPx, selected }: RowPlace,
): TemplateResult {
  return html`<div
    class="row absent ${selected ? 'sel' : ''}"
    role="row"
    .style=${`top:${String(topPx)}px`}
    id=${rowId(ordinal, row)}
    data-ordinal=${ordinal}
    aria-rowindex=${ariaRowIndex}
    aria-selected=${selected}
  >
    <span role="gridcell" class="wide" aria-colspan=${COLUMN_COUNT}
      >${row === null ? 'This event is not kept any more.' : html`<i></i><span class="sr-only">Loading</span>`}</span
    >
  </div>`;
}
