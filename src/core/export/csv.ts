import { toStateChange } from '../events/state-change.ts';
import type { ExportItem } from './export-item.ts';
import { toIso } from './ndjson.ts';

/** What a spreadsheet takes for a formula, and the exception: a number such as a temperature below zero. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?\d{1,30}(?:\.\d{1,30})?$/;

/** A cell of Excel and of LibreOffice holds no more characters; the rest would spill into the next rows. */
const MAX_CELL_CHARS = 32_767;
const CUT = ' (cut here; an export as NDJSON has all of it)';

/** Columns of a table of events, in order. */
const CSV_COLUMNS = [
  'time',
  'server',
  'type',
  'entity',
  'what happened',
  'from',
  'to',
  'origin',
  'context',
  'recovered',
  'raw',
] as const;

/** The first record of the table, with its line end. */
export const CSV_HEAD = toCsvRecord(CSV_COLUMNS);

/** One event as a record of RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), with its line end. */
export function toCsvLine({ stored, serverName, event, json }: ExportItem): string {
  const { row } = stored;
  const change = event === null ? null : toStateChange(event);
  return toCsvRecord([
    toIso(row.at),
    serverName,
    event === null ? row.kind : row.type,
    row.subject,
    row.text,
    change?.before?.state ?? '',
    change?.after?.state ?? '',
    row.origin,
    event?.context?.id ?? '',
    row.recovered === true ? 'yes' : '',
    event === null ? stored.raw : json,
  ]);
}

function toCsvRecord(cells: readonly string[]): string {
  return `${cells.map(toCsvCell).join(',')}\r\n`;
}

/**
 * A cell of RFC 4180. One that a spreadsheet would take for a formula gets an apostrophe in front, which makes it text: an
 * event may contain untrusted text. Numbers stay unchanged.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function toCsvCell(text: string): string {
  const whole = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  const isCut = whole.length > MAX_CELL_CHARS;
  const inert = isCut ? whole.slice(0, MAX_CELL_CHARS - CUT.length) + CUT : whole;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
