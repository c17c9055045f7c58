import { describeOwnRow } from '../core/own-rows/own-row-words.ts';
import type { OwnRow } from '../core/own-rows/own-row.ts';
import type { Row, RowTone } from '../core/events/row.ts';
import type { MonitorEvent } from '../core/monitor/monitor.ts';
import { describeOutcome } from '../core/recovery/describe-recovery.ts';
import { formatClock } from '../core/time/format-time.ts';
import { toNewsRow, toRecoveredRow } from './news-row.ts';
import type { Paint, StyleName } from './terminal-style.ts';
import { columnsOf, padToColumns, toTerminalText, wrapWords } from './terminal-text.ts';

/** Layout of the lines. Widths in columns of the terminal. */
export interface Layout {
  /** Width of the column for the event type. */
  readonly type: number;
  /** Width of the column for the subject; `null` if the terminal is too narrow, and the subject follows the sentence. */
  readonly subject: number | null;
  /** Width of the terminal, at which sentences are wrapped; `null` for a pipe or a file. */
  readonly columns: number | null;
}

/** Shown characters of an unparsed message; `--json` has them all. */
const MAX_UNPARSED_CHARS = 400;

/** Time, space, mark, space. */
const LEAD_COLUMNS = 15;

const TONE_STYLES: Readonly<Record<RowTone, StyleName | null>> = {
  state: 'cyan',
  automation: 'magenta',
  call: 'blue',
  system: 'dim',
  other: null,
  bad: 'red',
};

/** The layout for a terminal of that width; a pipe or a file (`undefined`) gets a wide one. */
export function toLayout(columns: number | undefined): Layout {
  if (columns === undefined || columns === 0) return { type: 20, subject: 38, columns: null };
  if (columns >= 150) return { type: 20, subject: 38, columns };
  return columns >= 120 ? { type: 20, subject: 30, columns } : { type: 15, subject: null, columns };
}

/**
 * One line for people, or `null` for news that standard error has (the connection) or that has no line. Each mark
 * after the time means a kind, so colours are not needed.
 */
export function toHumanLine(event: MonitorEvent, layout: Layout, paint: Paint): string | null {
  switch (event.kind) {
    case 'event':
      return toEventLine(toNewsRow(event), layout, paint);
    case 'own':
      return toOwnLine(event.own, event.at, paint);
    case 'recovered': {
      const { gap, recovery } = event.own;
      const words = describeOutcome(recovery.count, recovery.outcome, gap.to);
      return [
        toSpecialLine(gap.to, '↺', 'recovered', words, 'yellow', paint),
        ...event.events.map((recovered) => toEventLine(toRecoveredRow(recovered, event), layout, paint)),
      ].join('\n');
    }
    case 'unparsed':
      return toSpecialLine(event.at, '?', 'unparsed', clampUnparsed(event.raw), 'red', paint);
    case 'state':
    case 'imported':
    case 'version':
    case 'alert':
    // Printed lines can't be changed.
    case 'revised':
      return null;
  }
}

/** The line of a row of our own; `null` if standard error says the same. */
function toOwnLine(own: OwnRow, at: number, paint: Paint): string | null {
  switch (own.kind) {
    case 'gap':
      return toSpecialLine(own.gap.to, '≈', 'gap', describeOwnRow(own), 'yellow', paint);
    case 'oversize':
      return toSpecialLine(at, '!', 'too large', describeOwnRow(own), 'red', paint);
    case 'clock-set-back':
      return toSpecialLine(at, '!', 'clock', describeOwnRow(own), 'yellow', paint);
    case 'connected':
    case 'stopped':
    case 'imported':
      return null;
  }
}

/** The line that replaces dropped ones. */
export function toDroppedHumanLine(count: number, at: number, paint: Paint): string {
  const text = `${String(count)} ${count === 1 ? 'line was' : 'lines were'} dropped, because the output was too slow.`;
  return toSpecialLine(at, '!', 'dropped', text, 'yellow', paint);
}

/** One line for an event, several in a narrow terminal. */
export function toEventLine(row: Row, layout: Layout, paint: Paint): string {
  const bad = row.tone === 'bad';
  const typeStyle = TONE_STYLES[row.tone];
  const type = padToColumns(toTerminalText(row.type), layout.type);
  const subject = toTerminalText(row.subject);
  const cell = layout.subject === null ? '' : `${padToColumns(subject, layout.subject)} `;
  const start = LEAD_COLUMNS + columnsOf(type) + 1 + columnsOf(cell);
  const indent = LEAD_COLUMNS + layout.type + 1 + (layout.subject === null ? 0 : layout.subject + 1);
  const lines = wrapWords(toTerminalText(row.text), layout.columns, start, indent);
  const textStyle = bad ? 'red' : row.tone === 'system' ? 'dim' : null;
  const text = lines
    .map((line) => (textStyle === null ? line : paint(textStyle, line)))
    .join(lineBreak(indent));
  return [
    paint('dim', formatClock(row.at)),
    ' ',
    bad ? paint('red', '!') : row.recovered ? paint('dim', '↺') : ' ',
    ' ',
    typeStyle === null ? type : paint(typeStyle, type),
    ' ',
    cell === '' ? '' : paint('dim', cell),
    text,
    layout.subject === null ? toTrailingSubject(subject, lines, layout, start, indent, paint) : '',
  ].join('');
}

/** The subject after the sentence, or on the next line if it doesn't fit; empty if the sentence already has it. */
function toTrailingSubject(
  subject: string,
  lines: readonly string[],
  { columns }: Layout,
  start: number,
  indent: number,
  paint: Paint,
): string {
  if (subject === '' || lines.join(' ').includes(subject)) return '';
  const used = (lines.length > 1 ? indent : start) + columnsOf(lines.at(-1) ?? '');
  const fits = columns === null || used + 2 + columnsOf(subject) <= columns;
  return (fits ? '  ' : lineBreak(indent)) + paint('dim', subject);
}

function lineBreak(indent: number): string {
  return `\n${' '.repeat(indent)}`;
}

/** One line for a row that is not an event, with a mark and a label. */
export function toSpecialLine(
  at: number,
  mark: string,
  label: string,
  text: string,
  style: StyleName,
  paint: Paint,
): string {
  const tag = paint('inverse', paint(style, ` ${label} `));
  return [paint('dim', formatClock(at)), paint(style, mark), tag, paint(style, toTerminalText(text))].join(
    ' ',
  );
}

/** The beginning of a message that could not be decoded. */
export function clampUnparsed(text: string): string {
  if (text.length <= MAX_UNPARSED_CHARS) return text;
  return `${text.slice(0, MAX_UNPARSED_CHARS)}… (${String(text.length)} characters, all of them with --json)`;
}

/** A line between two days, as wide as a short line of the log. */
export function toDayLine(at: number, paint: Paint): string {
  const day = new Date(at).toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return paint('dim', `── ${day} ${'─'.repeat(Math.max(2, 56 - columnsOf(day)))}`);
}
