import { toJsonText } from './json-text.ts';
import { isWireRecord } from './read-field.ts';
import { toLine } from './text.ts';

/** Longest single value inside a sentence. */
const MAX_VALUE_CHARS = 60;

/** Parts of a name whose value is a secret, or at least should not appear on a lock screen. */
const SECRET_WORDS: ReadonlySet<string> = new Set([
  'apikey',
  'auth',
  'authorization',
  'bearer',
  'code',
  'codes',
  'cookie',
  'credential',
  'credentials',
  'jwt',
  'key',
  'keypress',
  'keys',
  'otp',
  'passcode',
  'passphrase',
  'passwd',
  'password',
  'pin',
  'pincode',
  'pwd',
  'secret',
  'secrets',
  'signature',
  'token',
  'tokens',
  'usercode',
  'webhook',
]);

/** True for names such as `code`, `api_password`, `accessToken`: their values never appear in a sentence. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.some((word) => SECRET_WORDS.has(word)) || /password|passwd|secret|token/i.test(name);
}

/** Any value as a few words. Texts are clamped and made one safe line; lists and objects are shortened. */
export function describeValue(value: unknown, maxChars = MAX_VALUE_CHARS): string {
  if (typeof value === 'string') return toLine(value, maxChars);
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)) {
    return toLine(
      value
        .slice(0, maxChars)
        .map((item) => describeValue(item, maxChars))
        .join(', '),
      maxChars,
    );
  }
  return toLine(toJsonText(hideSecrets(value)), maxChars);
}

/** "key = value", or a note that the value is hidden. */
export function describePair(key: string, value: unknown): string {
  const name = toLine(key, MAX_VALUE_CHARS);
  return `${name} = ${isSecretName(key) ? 'hidden' : describeValue(value)}`;
}

/** A number without the rounding errors of binary fractions: 0.30000000000000004 is 0.3. */
export function formatNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(12))) : String(value);
}

/** A value with its unit: "21.3 °C", "45 %". Without a unit the value alone. */
export function withUnit(value: string, unit: string): string {
  return unit === '' ? value : `${value} ${toLine(unit, 16)}`;
}

/** "a", "a and b", "a, b and c", "a, b and 4 more". */
export function joinNames(names: readonly string[], maxNames = 3): string {
  const shown =
    names.length > maxNames
      ? [...names.slice(0, maxNames - 1), `${String(names.length - maxNames + 1)} more`]
      : names;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

function hideSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideSecrets);
  if (!isWireRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, isSecretName(key) ? 'hidden' : hideSecrets(each)]),
  );
}
