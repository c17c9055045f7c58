/** Units in which a person says how long. Milliseconds. */
export const DURATION_UNITS = [
  ['s', 1_000, 'seconds'],
  ['min', 60_000, 'minutes'],
  ['h', 3_600_000, 'hours'],
  ['d', 86_400_000, 'days'],
] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number][0];

/** A time in the largest unit of which it is a whole number: 600,000 ms are 10 minutes. */
export function toDurationInput(ms: number): { readonly count: number; readonly unit: DurationUnit } {
  const [unit, size] =
    DURATION_UNITS.findLast(([, each]) => ms >= each && ms % each === 0) ?? DURATION_UNITS[0];
  return { count: ms / size, unit };
}

/**
 * Milliseconds of what was typed, with a comma or a point.
 *
 * @returns `null` if it is no number, or outside of the limits
 */
export function readDurationInput(
  count: string,
  unit: DurationUnit,
  limits: { readonly minMs: number; readonly maxMs: number },
): number | null {
  const text = count.trim().replace(',', '.');
  const size = DURATION_UNITS.find(([each]) => each === unit)?.[1] ?? 1_000;
  const ms = Math.round(Number(text) * size);
  return text === '' || !Number.isFinite(ms) || ms < limits.minMs || ms > limits.maxMs ? null : ms;
}
