import { ELECTRON_YARDSTICK, YARDSTICK } from './contenders.mjs';

/** @typedef {import('./run-contender.mjs').Speed} Speed */

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** @param {readonly (readonly string[])[]} rows the first one is the head */
export function toMarkdown(rows) {
  const [head = [], ...body] = rows;
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
  const widths = head.map((_, column) => Math.max(...[...rows, rule].map((row) => row[column]?.length ?? 0)));
  return [head, rule, ...body]
    .map((row) => {
      const cells = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      );
      return `| ${cells.join(' | ')} |`;
    })
    .join('\n');
}

/**
 * Events a second and processor time of an event: medians, and the least and the most of all rounds.
 *
 * @param {ReadonlyMap<string, readonly Speed[]>} speeds
 */
export function toSpeedTable(speeds) {
  const cpuOf = (/** @type {string} */ name) =>
    median((speeds.get(name) ?? []).map(({ cpuMicros }) => cpuMicros));
  const rows = [...speeds].map(([name, rounds]) => {
    const cpu = rounds.map(({ cpuMicros }) => cpuMicros);
    const yardstick = cpuOf(name.endsWith('Electron') ? ELECTRON_YARDSTICK : YARDSTICK);
    return [
      name,
      `${String(Math.round(median(rounds.map(({ eventsPerSecond }) => eventsPerSecond)) / 1e3))} k`,
      median(cpu).toFixed(2),
      `${Math.min(...cpu).toFixed(2)} to ${Math.max(...cpu).toFixed(2)}`,
      (median(cpu) / yardstick).toFixed(2),
    ];
  });
  return toMarkdown([['reader', 'events/s', 'CPU us/event', 'spread', 'x JSON.parse'], ...rows]);
}
