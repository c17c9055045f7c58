import { html, nothing, type TemplateResult } from 'lit';
import type { Row } from '../../core/events/row.ts';
import type { ServerColour } from '../../core/servers/profile.ts';
import { formatClock } from '../../core/time/format-time.ts';
import type { ColumnName } from '../../core/view/columns.ts';
import { markWords } from '../../core/view/mark-words.ts';
import { isOwnRow, shownTypeOf } from '../../core/view/row-kind.ts';
import { happenedTo, nameOfThing, whoDidIt } from '../../core/view/thing-words.ts';
import { thingIcon } from '../parts/thing-icon.ts';
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

const COLUMN_COUNT = 5;

/** Of the element: by seq, or by place while the row is not here. */
export function rowId(ordinal: number, row: Row | null | undefined): string {
  return row == null ? `row-at-${ordinal}` : `row-${row.seq}`;
}

/** The element of a row, with what says where it stands. */
function line(
  row: Row | null | undefined,
  { ordinal, ariaRowIndex, topPx, selected }: RowPlace,
  look: string,
  cells: unknown,
): TemplateResult {
  return html`<div
    class="row ${look} ${selected ? 'sel' : ''}"
    role="row"
    .style=${`top:${topPx}px;--tone:var(--t-${row?.tone ?? 'other'})`}
    id=${rowId(ordinal, row)}
    data-ordinal=${ordinal}
    data-seq=${row?.seq ?? nothing}
    aria-rowindex=${ariaRowIndex}
    aria-selected=${selected}
  >
    ${cells}
  </div>`;
}

function serverMark(row: Row, marks: ServerMarks): TemplateResult | typeof nothing {
  const mark = marks?.get(row.serverId);
  if (mark === undefined) return nothing;
  return html`<i class="mark" .style=${`background:var(--s-${mark.colour})`} title=${mark.name}></i
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
function ownCell({ row, marks, words, day }: RowFacts): TemplateResult {
  return html`<span role="gridcell" class="wide" aria-colspan=${COLUMN_COUNT}>
    <time data-column="time">${serverMark(row, marks)}${formatClock(row.at)}</time>
    ${row.kind === 'gap' ? icons.bang(14) : icons.plug(14)}
    <span class="text" title=${row.text}>${marked(row.text, words)}</span>${bookmark(row)}${dayMark(day)}
  </span>`;
}

/** What stands in a row, one for each column. */
const CELLS: Readonly<Record<ColumnName, (facts: RowFacts) => TemplateResult>> = {
  time: ({ row, marks }) =>
    html`<time role="gridcell" data-column="time">${serverMark(row, marks)}${formatClock(row.at)}</time>`,
  icon: ({ row }) => html`<span role="gridcell" class="icon" data-column="icon">${thingIcon(row)}</span>`,
  thing: ({ row, words }) => {
    const name = nameOfThing(row);
    return html`<span role="gridcell" class="thing" data-column="thing" title=${row.target ?? row.subject}
      >${marked(name, words)}${row.room === undefined ? nothing : html`<span class="room">${row.room}</span>`}</span
    >`;
  },
  by: ({ row }) =>
    html`<span
      role="gridcell"
      class="by"
      data-column="by"
      title=${row.run ?? (row.user === undefined ? '' : `user ${row.user}`)}
      >${whoDidIt(row)}</span
    >`,
  server: ({ row, marks }) =>
    html`<span role="gridcell" class="server-name" data-column="server"
      >${marks?.get(row.serverId)?.name ?? ''}</span
    >`,
  type: ({ row, words }) =>
    html`<span role="gridcell" class="type" data-column="type">${marked(shownTypeOf(row), words)}</span>`,
  subject: ({ row, words }) =>
    html`<span role="gridcell" class="subject" data-column="subject">${marked(row.subject, words)}</span>`,
  text: ({ row, words, day, columns }) =>
    html`<span role="gridcell" class="text" data-column="text" title=${row.text}
      ><span class="sentence ellipsis"
        >${marked(columns.includes('thing') ? happenedTo(row) : row.text, words)}</span
      >${row.alert ? html`<b class="alert">alert</b>` : nothing}${bookmark(row)}${dayMark(day)}</span
    >`,
  origin: ({ row }) => html`<span role="gridcell" class="origin" data-column="origin">${row.origin}</span>`,
};

/** One line of the log. */
export function logRow(facts: RowFacts): TemplateResult {
  const { row, day, columns } = facts;
  const begins = day === '' ? '' : 'first-of-day';
  if (isOwnRow(row)) {
    const kind = row.kind === 'gap' ? 'gap' : 'note';
    return line(row, facts, `own ${kind} ${row.tone} ${begins}`, ownCell(facts));
  }
  const kind = row.recovered === true ? 'recovered' : row.kind === 'event' ? '' : row.kind;
  const cells = columns.map((name) => CELLS[name](facts));
  return line(row, facts, `${kind} ${row.tone} ${begins}`, cells);
}

/** A row that is still on its way, or is not kept any more. It takes the same room and is quiet. */
export function absentRow(row: null | undefined, place: RowPlace): TemplateResult {
  const words =
    row === null ? 'This event is not kept any more.' : html`<i></i><span class="sr-only">Loading</span>`;
  const cell = html`<span role="gridcell" class="wide" aria-colspan=${COLUMN_COUNT}>${words}</span>`;
  return line(row, place, 'absent', cell);
}
