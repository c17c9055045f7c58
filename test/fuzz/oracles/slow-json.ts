/** Thrown for what is no JSON. */
export class NotJson extends Error {}

/**
 * A second opinion on JSON: the grammar of RFC 8259 one character at a time, with Python's words `NaN`, `Infinity` and
 * `-Infinity` as values. Slow on purpose, recursive, and shares nothing with the monitor or `JSON.parse`.
 *
 * @throws NotJson
 */
export function readSlowJson(text: string): unknown {
  const reader = createReader(text);
  const value = reader.value();
  reader.space();
  if (!reader.atEnd()) throw new NotJson();
  return value;
}

const WORDS: readonly (readonly [word: string, value: unknown])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

interface Reader {
  value(): unknown;
  space(): void;
  atEnd(): boolean;
}

function createReader(text: string): Reader {
  let at = 0;

  function space(): void {
    while ([' ', '\t', '\n', '\r'].includes(text.charAt(at))) at += 1;
  }

  function takes(word: string): boolean {
    if (text.slice(at, at + word.length) !== word) return false;
    at += word.length;
    return true;
  }

  function need(word: string): void {
    if (!takes(word)) throw new NotJson();
  }

  function value(): unknown {
    space();
    for (const [word, meant] of WORDS) if (takes(word)) return meant;
    if (text.charAt(at) === '"') return string();
    if (takes('[')) return list();
    if (takes('{')) return object();
    return number();
  }

  function list(): unknown[] {
    const items: unknown[] = [];
    space();
    if (takes(']')) return items;
    for (;;) {
      items.push(value());
      space();
      if (takes(']')) return items;
      need(',');
    }
  }

  function object(): Record<string, unknown> {
    const members: [string, unknown][] = [];
    space();
    while (!takes('}')) {
      if (members.length > 0) need(',');
      space();
      const key = string();
      space();
      need(':');
      members.push([key, value()]);
      space();
    }
    return Object.fromEntries(members);
  }

  function string(): string {
    need('"');
    let read = '';
    for (;;) {
      const char = text.charAt(at);
      at += 1;
      if (char === '"') return read;
      if (char === '' || char < ' ') throw new NotJson();
      read += char === '\\' ? escape() : char;
    }
  }

  function escape(): string {
    const char = text.charAt(at);
    at += 1;
    if (char !== 'u') return ESCAPES[char] ?? fail();
    const digits = text.slice(at, at + 4);
    at += 4;
    return /^[0-9a-fA-F]{4}$/.test(digits) ? String.fromCharCode(Number.parseInt(digits, 16)) : fail();
  }

  function number(): number {
    const start = at;
    takes('-');
    if (!takes('0')) digits();
    if (takes('.')) digits();
    if (takes('e') || takes('E')) {
      if (!takes('-')) takes('+');
      digits();
    }
    return Number(text.slice(start, at));
  }

  function digits(): void {
    const start = at;
    while (text.charAt(at) >= '0' && text.charAt(at) <= '9') at += 1;
    if (at === start) throw new NotJson();
  }

  return { value, space, atEnd: () => at === text.length };
}

function fail(): never {
  throw new NotJson();
}
