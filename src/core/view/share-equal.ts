/**
 * `next`, with each part that equals its counterpart in `before` replaced by that object; `before` itself when nothing
 * differs. For plain data from another process, where each copy is new: a comparison by identity then finds
 * exactly the changes.
 */
export function shareEqual<T>(before: unknown, next: T): T;
export function shareEqual(before: unknown, next: unknown): unknown {
  if (Object.is(before, next)) return before;
  if (isList(before) && isList(next)) {
    const shared = next.map((value, at) => shareEqual(before[at], value));
    return shared.length === before.length && shared.every((value, at) => Object.is(value, before[at]))
      ? before
      : shared;
  }
  if (!isPlain(before) || !isPlain(next)) return next;
  const entries = Object.entries(next).map(([key, value]) => [key, shareEqual(before[key], value)] as const);
  const isEqual =
    entries.length === Object.keys(before).length &&
    entries.every(([key, value]) => Object.hasOwn(before, key) && Object.is(value, before[key]));
  return isEqual ? before : Object.fromEntries(entries);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
