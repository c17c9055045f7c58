const UNITS: readonly (readonly [ms: number, name: string, pattern: string])[] = [
  [86_400_000, 'd', 'd|days?'],
  [3_600_000, 'h', 'h|hours?'],
  [60_000, 'min', 'm|min|minutes?'],
  [1_000, 's', 's|sec|seconds?'],
  [1, 'ms', 'ms|milliseconds?'],
];

const ONE = UNITS.map(([, , pattern]) => pattern).join('|');

/** "10 min", "1 h 30 min", "90s", "1.5 hours" */
export const DURATION_PATTERN = new RegExp(
  String.raw`^\d{1,12}(\.\d{1,3})? ?(${ONE})( \d{1,12}(\.\d{1,3})? ?(${ONE}))*$`,
);

/** Milliseconds of a text that `DURATION_PATTERN` matches. */
export function parseDurationText(text: string): number {
  const parts = [...text.matchAll(new RegExp(String.raw`(\d+(?:\.\d+)?) ?(${ONE})(?= |$)`, 'g'))];
  return Math.round(parts.reduce((sum, [, count = '', unit = '']) => sum + Number(count) * msOf(unit), 0));
}

/** The same, exact: whole milliseconds in the largest units. */
export function toDurationText(ms: number): string {
  let rest = ms;
  const parts = UNITS.flatMap(([size, name]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${String(count)} ${name}`];
  });
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

function msOf(unit: string): number {
  return UNITS.find(([, , pattern]) => new RegExp(`^(?:${pattern})$`).test(unit))?.[0] ?? 0;
}
