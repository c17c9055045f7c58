import { html, nothing, type TemplateResult } from 'lit';
import type { Row } from '../../core/events/row.ts';
import type { ServerColour } from '../../core/servers/profile.ts';
import { formatClock } from '../../core/stream/describe-state.ts';
import { filterTypeOf, isOwnRow } from '../../core/view/filter.ts';
import { icons } from '../parts/icons.ts';

/** Name and colour of each server by id; `null` while there is only one, which needs no mark. */
export type ServerMarks = ReadonlyMap<
  string,
  { readonly name: string; readonly colour: ServerColour }
> | null;

export interface RowFacts {
  readonly row: Row;
  /** Position in the whole list, from 1, for assistive technology. The head is row 1, so events start at 2. */
  readonly ariaRowIndex: number;
  readonly selected: boolean;
  readonly marks: ServerMarks;
}

export const COLUMN_COUNT = 5;

export function rowId(seq: number): string {
  return `row-${String(seq)}`;
}

function serverMark(row: Row, marks: ServerMarks): TemplateResult | typeof nothing {
  const mark = marks?.get(row.serverId);
  if (mark === undefined) return nothing;
  return html`<i class="mark ${mark.colour}" title=${mark.name}></i
    ><span class="sr-only">${mark.name}</span>`;
}

/** An interruption, or a connection made or given up: one wide cell that can't be overlooked. */
function ownRow({ row, ariaRowIndex, selected, marks }: RowFacts): TemplateResult {
  const kind = row.kind === 'gap' ? 'gap' : 'note';
  return html`<div
    class="row own ${kind} ${row.tone} ${selected ? 'sel' : ''}"
    role="row"
    id=${rowId(row.seq)}
    data-seq=${row.seq}
    aria-rowindex=${ariaRowIndex}
    aria-selected=${selected}
  >
    <span role="gridcell" class="wide" aria-colspan=${COLUMN_COUNT}>
      <time>${serverMark(row, marks)}${formatClock(row.at)}</time>
      ${row.kind === 'gap' ? icons.bang(14) : icons.plug(14)}
      <span class="text" title=${row.text}>${row.text}</span>
    </span>
  </div>`;
}

/** One line of the log. */
export function logRow(facts: RowFacts): TemplateResult {
  const { row, ariaRowIndex, selected, marks } = facts;
  if (isOwnRow(row)) return ownRow(facts);
  const kind = row.recovered === true ? 'recovered' : row.kind === 'event' ? '' : row.kind;
  return html`<div
    class="row ${kind} ${row.tone} ${selected ? 'sel' : ''}"
    role="row"
    id=${rowId(row.seq)}
    data-seq=${row.seq}
    aria-rowindex=${ariaRowIndex}
    aria-selected=${selected}
  >
    <time role="gridcell">${serverMark(row, marks)}${formatClock(row.at)}</time>
    <span role="gridcell" class="type">${filterTypeOf(row)}</span>
    <span role="gridcell" class="subject">${row.subject}</span>
    <span role="gridcell" class="text" title=${row.text}
      ><span class="sentence">${row.text}</span
      >${row.alert ? html`<b class="alert">alert</b>` : nothing}</span
    >
    <span role="gridcell" class="origin">${row.origin}</span>
  </div>`;
}
