import { median, toMarkdown } from '../stream/tables.mjs';

/** @typedef {{ eventsPerSecond: number, cpuMicros: number, bytesPerEvent: number, appendMicros?: number }} Fill */
/**
 * @typedef {{
 *   openMs: number, firstPageMs: number, memory: readonly { all: number, own: number }[],
 *   pages: Record<string, number[]>, alls: Record<string, number[]>, counts: Record<string, number>,
 *   others: Record<string, number[]>,
 * }} Answers
 */

/** @param {readonly number[]} values @param {number} digits */
function spread(values, digits) {
  if (values.length === 0) return '';
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

/**
 * @param {{ history: readonly Fill[], plain: readonly Fill[] }} fills
 * @param {number} meanBytes
 */
export function toFillTable({ history, plain }, meanBytes) {
  const row = (/** @type {string} */ name, /** @type {readonly Fill[]} */ rounds) => [
    name,
    spread(
      rounds.map(({ eventsPerSecond }) => eventsPerSecond / 1e3),
      1,
    ),
    spread(
      rounds.map(({ cpuMicros }) => cpuMicros),
      1,
    ),
    spread(
      rounds.flatMap(({ appendMicros }) => appendMicros ?? []),
      2,
    ),
    spread(
      rounds.map(({ bytesPerEvent }) => bytesPerEvent),
      0,
    ),
  ];
  return toMarkdown([
    ['store', 'thousand events/s', 'CPU us/event', 'of it appending', 'bytes/event on disk'],
    row('history: parsed, redacted, indexed, deflated', history),
    row('bare SQLite insert of the text', plain),
    ['NDJSON file', '', '', '', (meanBytes + 1).toFixed(0)],
  ]);
}

/** @param {Answers} answers @param {Record<string, number[]>} grepMs */
export function toAnswerTables(answers, grepMs) {
  const { openMs, firstPageMs, memory, pages, alls, counts, others } = answers;
  const queries = Object.keys(pages).map((text) => [
    text === '' ? 'everything' : `\`${text.replaceAll('|', '\\|')}\``,
    spread(pages[text] ?? [], 1),
    spread(alls[text] ?? [], 0),
    (counts[text] ?? 0).toLocaleString('en'),
    spread(grepMs[text] ?? [], 0),
  ]);
  return [
    toMarkdown([['query', 'page, ms', 'all, ms', 'matches', 'grep, ms'], ...queries]),
    toMarkdown([
      ['question', 'ms'],
      ['opening, with the thread that has the database', openMs.toFixed(0)],
      ['the first page of all after that', firstPageMs.toFixed(1)],
      ...Object.entries(others).map(([name, ms]) => [name, spread(ms, 1)]),
    ]),
    `Memory of the process: ${toMegabytes(memory.map(({ all }) => all))}. Without pages of files, which are nearly all of Node's own program: ${toMegabytes(memory.map(({ own }) => own))}.`,
  ];
}

/** @param {readonly number[]} mb before, open, and after all questions */
function toMegabytes([before = 0, open = 0, asked = 0]) {
  return `${before.toFixed(0)} MB before, ${open.toFixed(0)} MB with the history open and its first page read, ${asked.toFixed(0)} MB after all these questions`;
}
