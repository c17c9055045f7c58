import { endOfString } from './json-text.ts';

/** Stand-in for each word, a string that starts with a mark which no real string keeps; see `parsePythonJson`. */
const STAND_INS = new Map<string, string>([
  ['NaN', '"~N"'],
  ['Infinity', '"~I"'],
  ['-Infinity', '"~-"'],
]);

const NUMBERS = new Map<string, number>([
  ['~N', Number.NaN],
  ['~I', Number.POSITIVE_INFINITY],
  ['~-', Number.NEGATIVE_INFINITY],
]);

/**
 * Parses JSON with Python's extension: the bare words `NaN`, `Infinity` and `-Infinity`, which `json.dumps` writes by
 * default and Home Assistant sent until 2022.6 (https://docs.python.org/3/library/json.html#infinite-and-nan-number-values).
 *
 * Each word outside strings is replaced by a string that starts with `~`. A real string value whose source starts with
 * `~`, `!` or an escape gets a `!` in front, which is taken off afterwards. So no real string can be taken for a
 * stand-in, and the work stays linear.
 */
export function parsePythonJson(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  if (!/NaN|Infinity/.test(text)) return { ok: false };
  const rewritten = rewrite(text);
  if (rewritten === null) return { ok: false };
  try {
    return { ok: true, value: JSON.parse(rewritten, revive) };
  } catch {
    return { ok: false };
  }
}

/** The text with stand-ins, or `null` where a word stands as a key, which not even Python writes. */
function rewrite(text: string): string | null {
  const parts: string[] = [];
  let copied = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"') {
      const end = endOfString(text, index);
      if (needsGuard(text[index + 1]) && !isKey(text, end + 1)) {
        parts.push(text.slice(copied, index + 1), '!');
        copied = index + 1;
      }
      index = end;
      continue;
    }
    const word = wordAt(text, index);
    if (word === null) continue;
    const end = index + word.length;
    if (isKey(text, end)) return null;
    parts.push(text.slice(copied, index), STAND_INS.get(word) ?? '');
    copied = end;
    index = end - 1;
  }
  return parts.join('') + text.slice(copied);
}

function wordAt(text: string, index: number): string | null {
  switch (text[index]) {
    case 'N':
      return text.startsWith('NaN', index) ? 'NaN' : null;
    case 'I':
      return text.startsWith('Infinity', index) ? 'Infinity' : null;
    case '-':
      return text.startsWith('-Infinity', index) ? '-Infinity' : null;
    default:
      return null;
  }
}

function needsGuard(first: string | undefined): boolean {
  return first === '~' || first === '!' || first === '\\';
}

/** A colon comes next. Keys are left alone, since the reviver sees values only. */
function isKey(text: string, from: number): boolean {
  let index = from;
  while (' \t\n\r'.includes(text[index] ?? 'x')) index += 1;
  return text[index] === ':';
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value.startsWith('!')) return value.slice(1);
  return NUMBERS.get(value) ?? value;
}
