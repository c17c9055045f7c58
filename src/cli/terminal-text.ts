import { stripUnsafe } from '../core/events/text.ts';

/** Whole escape sequences (ECMA-48: CSI, OSC and the like), so that no `[31m` is left behind. */
const ESCAPE_SEQUENCE =
  // eslint-disable-next-line no-control-regex -- control characters are what this finds
  /(?:\u001b\[|\u009b)[\u0030-\u003f]*[\u0020-\u002f]*[\u0040-\u007e]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0090-\u009f]*(?:\u0007|\u001b\\|\u009c)|\u001b[\u0020-\u002f]*[\u0030-\u007e]/g;

/** A server's text made safe for a terminal, on one line: no escape sequences, control characters or direction marks. */
export function toTerminalText(text: string): string {
  return stripUnsafe(text.replace(ESCAPE_SEQUENCE, ''));
}

/** Characters that JSON allows in a string but that control a terminal, or that some programs read as a line end. */
const UNSAFE_IN_JSON = /[\u007f-\u009f\u2028\u2029\ufeff]|\p{Bidi_Control}/gu;

/**
 * JSON on one line, safe for a terminal. Line breaks in JSON are between its values, never inside a string, so a
 * space replaces them. The other characters become `\u` escapes. The value stays the same.
 */
export function toTerminalJson(json: string): string {
  return json
    .replace(/[\t\n\r]/g, ' ')
    .replace(UNSAFE_IN_JSON, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Columns that a text takes in a terminal: two for the wide characters of East Asia and emoji, none for marks. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) {
    if (/\p{Mark}|[\u200b-\u200d]/u.test(char)) continue;
    columns += isWide(char.codePointAt(0) ?? 0) ? 2 : 1;
  }
  return columns;
}

/** The text with spaces up to `columns`. Longer text is not cut off. */
export function padToColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** A sentence gets at least this width. A narrower terminal wraps it itself. */
const MIN_ROOM = 24;

/**
 * Breaks text between words so that it fits a terminal of `columns`, when its first line begins at column `start` and
 * the further ones at `indent`. A longer word is not broken. `null` columns: one line, whatever its length.
 */
export function wrapWords(text: string, columns: number | null, start: number, indent: number): string[] {
  if (columns === null) return [text];
  const lines: string[] = [];
  let line: string | null = null;
  let room = Math.max(MIN_ROOM, columns - start);
  for (const word of text.split(' ')) {
    const longer: string = line === null ? word : `${line} ${word}`;
    if (line !== null && columnsOf(longer) > room) {
      lines.push(line);
      line = word;
      room = Math.max(MIN_ROOM, columns - indent);
    } else {
      line = longer;
    }
  }
  return [...lines, line ?? ''];
}

/** First and last code points of the blocks that UAX #11 calls wide or full width, coarsely. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

function isWide(point: number): boolean {
  return WIDE.some(([first, last]) => point >= first && point <= last);
}
