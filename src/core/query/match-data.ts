import { isWireRecord, type WireRecord } from '../events/read-field.ts';
import type { ValueTest } from './ast.ts';
import { createValueTest } from './match-value.ts';
import { isWildcardMatch } from './match-wildcard.ts';

/**
 * Whether any value at a path passes. Keys are compared without case, `*` in one matches any characters, and the items of
 * a list are checked: `data.items.name:x` is true when one of the items has that name, `data.items.0.name:x` for the first.
 *
 * Texts, numbers, `true`, `false` and `null` are compared as they are written. `*` matches any value that is not null.
 */
export function createDataTest(path: readonly string[], test: ValueTest): (data: WireRecord) => boolean {
  const steps = path.map(toKeyTest);
  const isMatch = test.kind === 'exists' ? isPresent : createScalarTest(test);
  return (data) => isAnyMatch(data, steps, 0, isMatch);
}

type KeyTest = (key: string) => boolean;

function toKeyTest(part: string): KeyTest {
  const wanted = part.toLowerCase();
  if (wanted.includes('*')) return (key) => isWildcardMatch(key.toLowerCase(), wanted);
  return (key) => key === part || (key.length === wanted.length && key.toLowerCase() === wanted);
}

function isAnyMatch(
  value: unknown,
  steps: readonly KeyTest[],
  depth: number,
  isMatch: (value: unknown) => boolean,
): boolean {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const step = steps[depth];
    return list.some(
      (item, index) =>
        isAnyMatch(item, steps, depth, isMatch) ||
        (step?.(String(index)) === true && isAnyMatch(item, steps, depth + 1, isMatch)),
    );
  }
  const step = steps[depth];
  if (step === undefined) return isMatch(value);
  if (!isWireRecord(value)) return false;
  return Object.keys(value).some((key) => step(key) && isAnyMatch(value[key], steps, depth + 1, isMatch));
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function createScalarTest(test: ValueTest): (value: unknown) => boolean {
  const isTextMatch = createValueTest(test);
  return (value) => {
    switch (typeof value) {
      case 'string':
        return isTextMatch(value.toLowerCase());
      case 'number':
      case 'boolean':
        return isTextMatch(String(value).toLowerCase());
      default:
        return value === null && isTextMatch('null');
    }
  };
}
