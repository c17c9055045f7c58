import { refuseUsage, type UsageProblem } from './command.ts';

export type ParsedValue<T> = { readonly ok: true; readonly value: T } | UsageProblem;

/** Longest `--for`: a timer of Node holds 2^31 - 1 ms, which is some 24 days. */
const MAX_SECONDS = 2_000_000;

/** Limits of a server profile's `restrict`. */
const MAX_TYPES = 100;
const MAX_TYPE_CHARS = 255;

/** A whole number between two bounds; `null` when the option is absent. */
export function parseCount(
  option: string,
  input: string | undefined,
  min: number,
  max: number,
): ParsedValue<number | null> {
  if (input === undefined) return { ok: true, value: null };
  const value = /^\d{1,16}$/.test(input.trim()) ? Number(input) : Number.NaN;
  if (value >= min && value <= max) return { ok: true, value };
  const range =
    max === Number.MAX_SAFE_INTEGER ? `of ${String(min)} or more` : `from ${String(min)} to ${String(max)}`;
  return refuseUsage(`${option} needs a whole number ${range}.`);
}

/** A time in seconds, fractions allowed, as milliseconds; `null` when the option is absent. */
export function parseSeconds(option: string, input: string | undefined): ParsedValue<number | null> {
  if (input === undefined) return { ok: true, value: null };
  const value = /^(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})$/.test(input.trim()) ? Number(input) : Number.NaN;
  if (value > 0 && value <= MAX_SECONDS) return { ok: true, value: Math.max(1, Math.round(value * 1000)) };
  return refuseUsage(`${option} needs a number of seconds above 0, and at most ${String(MAX_SECONDS)}.`);
}

/**
 * Event types from a comma-separated list, each once, in order. Home Assistant compares them exactly and trims
 * nothing, so spaces around them go here.
 */
export function parseTypes(input: string | undefined): ParsedValue<readonly string[]> {
  if (input === undefined) return { ok: true, value: [] };
  const types = [...new Set(input.split(',').map((type) => type.trim()))].filter((type) => type !== '');
  if (types.length === 0) {
    return refuseUsage(
      '--types needs event types with commas between them, such as state_changed,call_service.',
    );
  }
  if (types.length > MAX_TYPES) return refuseUsage(`--types takes at most ${String(MAX_TYPES)} event types.`);
  if (types.some((type) => type.length > MAX_TYPE_CHARS || /[\p{Cc}\s*]/u.test(type))) {
    return refuseUsage(
      'An event type after --types has a space, a star or an invisible character inside, or is too long. Home ' +
        'Assistant compares event types exactly and knows no wildcards.',
    );
  }
  return { ok: true, value: types };
}
