import type { Row } from '../../core/events/row.ts';
import { excludeTerm, includeTerm, onlyTerm } from '../../core/view/cell-query.ts';
import { entityOf, toCellTerm, type CellTerm } from '../../core/view/cell-terms.ts';
import type { ColumnName } from '../../core/view/columns.ts';
import { isOwnRow } from '../../core/view/row-kind.ts';
import { describeMoment } from '../../core/view/moment-words.ts';
import { ask, bridge } from '../state/bridge.ts';
import type { LogModel } from '../state/log-model.ts';
import { withTerm, withTimeRange } from '../../core/query/edit-query.ts';
import type { MenuItem } from './context-menu.ts';

const MINUTE_MS = 60_000;

/** A cell of the list. */
export interface Cell {
  readonly row: Row;
  readonly column: ColumnName;
  readonly serverName: string;
}

export interface RowMenuActions {
  readonly model: LogModel;
  readonly alertAbout: (row: Row) => void;
  readonly alertAboutQuery: (about: { readonly name: string; readonly query: string }) => void;
  /** "Cmd" on a Mac, else "Ctrl". */
  readonly modifier: string;
}

const LINE: MenuItem = { kind: 'line' };

/** The menu of a cell and its row. */
export function toRowMenu(cell: Cell, actions: RowMenuActions): readonly MenuItem[] {
  const { model, alertAbout, alertAboutQuery, modifier } = actions;
  const { row } = cell;
  const term = toCellTerm(row, cell.column, { serverName: cell.serverName, now: Date.now() });
  return [
    ...(term === null ? [] : [...termItems(model, term, modifier), LINE]),
    ...(term === null || term.kind === 'time' ? [] : [copy(`Copy ${term.label}`, term.value)]),
    ...(term?.kind === 'time' ? [copy('Copy the time', new Date(row.at).toISOString())] : []),
    copy('Copy row', toRowText(cell)),
    LINE,
    ...placeItems(model, row),
    LINE,
    action(row.bookmarked === true ? 'Remove bookmark' : 'Bookmark', 'B', () => toggleBookmark(model, row)),
    ...(term?.kind === 'facet' && !isOwnRow(row)
      ? [
          action(`Alert me about ${term.label}`, '', () =>
            alertAboutQuery({ name: term.label, query: onlyTerm(term) }),
          ),
        ]
      : []),
    ...(isOwnRow(row) ? [] : [action('Alert me about this', 'A', () => alertAbout(row))]),
  ];
}

/** Adds the term of the cell to the query, or hides it. Returns whether the cell has a term. */
export function applyCell(model: LogModel, cell: Cell, how: 'include' | 'exclude'): boolean {
  const term = toCellTerm(cell.row, cell.column, { serverName: cell.serverName, now: Date.now() });
  if (term === null) return false;
  const change = how === 'include' ? includeTerm : excludeTerm;
  model.setQuery(change(model.query, term));
  return true;
}

/** Bookmarks a row, or removes its bookmark. */
export function toggleBookmark({ source }: LogModel, row: Row): void {
  ask(bridge().setBookmark(source, row.seq, row.bookmarked !== true));
}

function termItems(model: LogModel, term: CellTerm, modifier: string): readonly MenuItem[] {
  const { label } = term;
  const edit = (text: string, hint: string, next: () => string): MenuItem =>
    action(text, hint, () => model.setQuery(next()));
  const only = edit(`Only ${label}`, '', () => onlyTerm(term));
  const add = edit('Add to filter', `${modifier} click`, () => includeTerm(model.query, term));
  if (term.kind === 'time') return [only, add];
  const isMarked = model.highlight === term.value;
  return [
    only,
    edit(`Hide ${label}`, 'Alt click', () => excludeTerm(model.query, term)),
    add,
    action(isMarked ? 'Remove highlight' : 'Highlight', '', () =>
      model.setHighlight(isMarked ? '' : term.value),
    ),
  ];
}

function placeItems(model: LogModel, row: Row): readonly MenuItem[] {
  const entity = entityOf(row);
  const show = (label: string, query: () => string): MenuItem =>
    action(label, '', () => {
      model.setQuery(query());
      ask(model.focus(row.seq));
    });
  const go = (label: string, direction: 'before' | 'after', name: string): MenuItem =>
    action(label, '', () => ask(goToNeighbour(model, row, direction, name)));
  return [
    show('Show in context', () => ''),
    ...(entity === null
      ? []
      : [
          go(`Next event of ${entity}`, 'after', entity),
          go(`Previous event of ${entity}`, 'before', entity),
        ]),
    show('Events around this time (± 1 min)', () =>
      withTimeRange('', row.at - MINUTE_MS, row.at + MINUTE_MS),
    ),
  ];
}

/** The nearest other event of an entity, even if the query hides it. */
async function goToNeighbour(
  model: LogModel,
  row: Row,
  direction: 'before' | 'after',
  entity: string,
): Promise<void> {
  const query = withTerm('', 'entity', entity);
  const found = await bridge().findNeighbour(model.source, query, row.seq, direction);
  if (found !== null) await model.focus(found.seq);
}

function action(label: string, hint: string, run: () => void): MenuItem {
  return { kind: 'action', label, hint, run };
}

function copy(label: string, text: string): MenuItem {
  return action(label, '', () => ask(bridge().copyText(text)));
}

function toRowText({ row, serverName }: Cell): string {
  const parts = [describeMoment(row.at, Date.now()), serverName, row.type, row.subject, row.text, row.origin];
  return parts.filter((part) => part !== '').join('\t');
}
