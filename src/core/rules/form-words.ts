import type { Rule } from './rule.ts';

/** When a rule tells, as a choice. */
export const TIMING_WORDS: Readonly<Record<Rule['timing']['kind'], string>> = {
  'at-once': 'At once',
  for: 'When it has stayed so for',
  silent: 'When nothing more is heard for',
  times: 'When it happens several times',
};

/** How loud it tells. */
export const LEVEL_WORDS: readonly (readonly [Rule['level'], string])[] = [
  ['quiet', 'Quiet: only in the list'],
  ['normal', 'Normal'],
  ['important', 'Important: stays until closed'],
  ['critical', 'Critical: urgent, with sound'],
];

/** At most so many notifications an hour. */
const HOURLY = [1, 2, 3, 5, 10, 20] as const;

/** The choices of "at most an hour", with the one that a rule has. */
export function hourlyChoices(chosen: number | null): readonly (readonly [number, string])[] {
  const counts = [...new Set([...HOURLY, ...(chosen === null ? [] : [chosen])])].sort((a, b) => a - b);
  return [[0, 'No limit'], ...counts.map((count) => [count, `${String(count)} an hour`] as const)];
}
