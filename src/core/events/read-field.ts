/** An unchecked object from a server. */
export type WireRecord = Readonly<Record<string, unknown>>;

export function isWireRecord(value: unknown): value is WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An own member, never one inherited from a prototype (`constructor`, `toString`, `__proto__` …). JSON has no functions,
 * which tells them apart. That is faster than `Object.hasOwn` on objects of many shapes.
 */
export function readField(record: WireRecord, key: string): unknown {
  const value = record[key];
  return typeof value === 'function' || value === Object.prototype ? undefined : value;
}

/** A text member; empty when absent or something else. */
export function readText(record: WireRecord, key: string): string {
  const value = readField(record, key);
  return typeof value === 'string' ? value : '';
}

/** An object member; `{}` when absent or something else. */
export function readRecord(record: WireRecord, key: string): WireRecord {
  const value = readField(record, key);
  return isWireRecord(value) ? value : {};
}

const NO_NAMES: readonly string[] = [];

function toName(name: string): readonly string[] {
  return name === '' ? NO_NAMES : [name];
}

/** Names in a member that may be one text, several with commas between, or a list. */
export function readNames(record: WireRecord, key: string): readonly string[] {
  const value = readField(record, key);
  if (value === undefined) return NO_NAMES;
  if (typeof value === 'string' && !value.includes(',')) return toName(value.trim());
  const parts: readonly unknown[] =
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  return parts
    .filter((part): part is string => typeof part === 'string')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
