import { hasTwelveHours } from '../time/format-time.ts';
import type { ColumnChoice } from '../settings/settings.ts';

export type ColumnName = ColumnChoice['name'];

/** A column as it is drawn. */
export interface Column {
  readonly name: ColumnName;
  readonly title: string;
  readonly shown: boolean;
  /** CSS pixels; `null` takes what is left. */
  readonly widthPx: number | null;
}

type ColumnFacts = Omit<Column, 'name'> & { readonly minPx: number };

const TWELVE_HOURS_PX = 116;

/** The usual columns in their usual order. */
const USUAL: Readonly<Record<ColumnName, ColumnFacts>> = {
  time: { title: 'Time', shown: true, widthPx: 98, minPx: 72 },
  icon: { title: 'Kind', shown: true, widthPx: 20, minPx: 20 },
  thing: { title: 'Name and room', shown: true, widthPx: 260, minPx: 80 },
  text: { title: 'What happened', shown: true, widthPx: null, minPx: 160 },
  by: { title: 'By', shown: true, widthPx: 84, minPx: 44 },
  server: { title: 'Server', shown: false, widthPx: 110, minPx: 56 },
  type: { title: 'Type', shown: false, widthPx: 156, minPx: 64 },
  subject: { title: 'Entity id', shown: false, widthPx: 224, minPx: 80 },
  origin: { title: 'Origin', shown: false, widthPx: 58, minPx: 44 },
};
export const COLUMN_NAMES = Object.keys(USUAL) as readonly ColumnName[];
/** Widest that a column may be made; as the settings have it. */
export const MAX_PX = 2_000;

/**
 * Every column once, in order: those chosen, then the usual ones that the choice does not know. Empty for the usual ones.
 * Names that are unknown or come twice are dropped, widths are brought within bounds, and one column always takes what
 * is left.
 */
export function toColumns(choices: readonly ColumnChoice[]): readonly Column[] {
  const columns = new Map<ColumnName, Column>();
  for (const { name, shown, widthPx } of choices) {
    if (!COLUMN_NAMES.includes(name) || columns.has(name)) continue;
    const width = widthPx === null ? null : clampWidth(name, widthPx);
    columns.set(name, { name, title: USUAL[name].title, shown, widthPx: width });
  }
  for (const name of COLUMN_NAMES) {
    const { title, shown } = USUAL[name];
    const widthPx = usualWidth(name);
    if (!columns.has(name)) columns.set(name, { name, title, shown: choices.length === 0 && shown, widthPx });
  }
  return withRest([...columns.values()]);
}

/** Pixels; `null` takes the remaining width. "am" and "pm" need their room. */
export function usualWidth(name: ColumnName): number | null {
  return name === 'time' && hasTwelveHours() ? TWELVE_HOURS_PX : USUAL[name].widthPx;
}

/** The sentence takes what is left; where it is hidden, the last column shown does. */
function withRest(columns: readonly Column[]): readonly Column[] {
  const shown = columns.filter((column) => column.shown);
  const rest = shown.find(({ name }) => name === 'text') ?? shown.at(-1);
  if (rest === undefined) {
    return withRest(columns.map((column) => (column.name === 'text' ? { ...column, shown: true } : column)));
  }
  return columns.map((column) => {
    if (column.name === rest.name) return { ...column, widthPx: null };
    return column.widthPx === null ? { ...column, widthPx: usualWidth(column.name) ?? 300 } : column;
  });
}

export function minWidthOf(name: ColumnName): number {
  return USUAL[name].minPx;
}

export function clampWidth(name: ColumnName, widthPx: number): number {
  return Math.round(Math.max(USUAL[name].minPx, Math.min(widthPx, MAX_PX)));
}

/** What is kept of the columns; empty when they are the usual ones, so that a better usual reaches everybody. */
export function toChoices(columns: readonly Column[]): readonly ColumnChoice[] {
  const choices = columns.map(({ name, shown, widthPx }) => ({ name, shown, widthPx }));
  const usual = toColumns([]);
  const isUsual = columns.every(
    ({ name, shown, widthPx }, place) =>
      usual[place]?.name === name && usual[place].shown === shown && usual[place].widthPx === widthPx,
  );
  return isUsual ? [] : choices;
}

/** `widthPx` of `null` is the usual width again. */
export function resizeColumn(
  columns: readonly Column[],
  name: ColumnName,
  widthPx: number | null,
): readonly Column[] {
  const width = widthPx === null ? USUAL[name].widthPx : clampWidth(name, widthPx);
  return columns.map((column) => {
    const isResized = column.name === name && column.widthPx !== null;
    return isResized ? { ...column, widthPx: width } : column;
  });
}

/** The last one that is shown stays. */
export function showColumn(columns: readonly Column[], name: ColumnName, shown: boolean): readonly Column[] {
  const next = columns.map((column) => (column.name === name ? { ...column, shown } : column));
  return next.some((column) => column.shown) ? withRest(next) : columns;
}

/** Puts a column at a place of the whole order, from 0. */
export function moveColumn(columns: readonly Column[], name: ColumnName, place: number): readonly Column[] {
  const moved = columns.find((column) => column.name === name);
  if (moved === undefined) return columns;
  const others = columns.filter((column) => column !== moved);
  const at = Math.max(0, Math.min(place, others.length));
  return withRest([...others.slice(0, at), moved, ...others.slice(at)]);
}

/**
 * `grid-template-columns` for the columns that are shown. A column shrinks to its least width before the list would
 * need to scroll sideways. `markPx` is the room for the mark of a server beside the time.
 */
export function toGridTemplate(columns: readonly Column[], markPx = 0): string {
  return columns
    .filter(({ shown }) => shown)
    .map(({ name, widthPx }) => {
      const least = `${String(USUAL[name].minPx)}px`;
      if (widthPx === null) return `minmax(${least}, 1fr)`;
      return `minmax(${least}, ${String(name === 'time' ? widthPx + markPx : widthPx)}px)`;
    })
    .join(' ');
}
