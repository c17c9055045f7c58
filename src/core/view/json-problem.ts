/** Where a text stops being JSON: one sentence, and the UTF-16 position. */
export interface JsonProblem {
  readonly message: string;
  readonly at: number;
}

const SPACE = /[ \t\n\r]*/;
// eslint-disable-next-line no-control-regex
const CHARS = /(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/;
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/;
/** Deepest nesting that is read. */
const MAX_DEPTH = 64;

/**
 * The first error of a JSON text (RFC 8259); `null` when there is none. The errors of `JSON.parse` differ between
 * runtimes, and some have no position.
 */
export function findJsonProblem(text: string): JsonProblem | null {
  let at = 0;

  function take(pattern: RegExp): boolean {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = at;
    const found = sticky.test(text);
    if (found) at = sticky.lastIndex;
    return found;
  }

  function wrong(message: string, place = at): JsonProblem {
    return { message, at: Math.min(place, text.length) };
  }

  function value(depth: number): JsonProblem | null {
    take(SPACE);
    if (depth > MAX_DEPTH) return wrong('This is nested too deeply.');
    const openedAt = at;
    if (take(/"/)) return restOfString(openedAt);
    if (take(/\{/)) return members('}', openedAt, depth);
    return take(/\[/) ? members(']', openedAt, depth) : word();
  }

  function members(close: '}' | ']', openedAt: number, depth: number): JsonProblem | null {
    const end = close === '}' ? /\}/ : /\]/;
    take(SPACE);
    if (take(end)) return null;
    for (;;) {
      take(SPACE);
      if (text[at] === close) return wrong(`Remove the comma before ${close}.`);
      const problem = (close === '}' ? key() : null) ?? value(depth + 1);
      if (problem !== null) return problem;
      take(SPACE);
      if (take(end)) return null;
      if (at >= text.length) return wrong(`A ${close} is missing at the end.`, openedAt);
      if (!take(/,/)) return wrong(`A comma or ${close} is missing here.`);
    }
  }

  function key(): JsonProblem | null {
    const openedAt = at;
    if (!take(/"/)) return wrong('A name in double quotes is missing here.');
    const problem = restOfString(openedAt);
    take(SPACE);
    return problem ?? (take(/:/) ? null : wrong('A colon is missing after the name.'));
  }

  function restOfString(openedAt: number): JsonProblem | null {
    take(CHARS);
    if (take(/"/)) return null;
    if (at >= text.length) return wrong('This text has no closing quote.', openedAt);
    if (text[at] === '\\') return wrong('A backslash has to be written twice.');
    return wrong('A text can not hold a line break or tab. Write \\n or \\t.');
  }

  function word(): JsonProblem | null {
    const startedAt = at;
    if (take(WORD)) return null;
    if (at >= text.length) return wrong('A value is missing at the end.');
    if (text[at] === "'") return wrong('JSON wants double quotes.');
    if (take(/[-+.\d][\w.+-]*/)) return wrong('This is not a number of JSON.', startedAt);
    if (take(/\w+/)) return wrong('A text needs double quotes.', startedAt);
    return wrong('A value is missing here.');
  }

  const problem = value(0);
  take(SPACE);
  return problem ?? (at < text.length ? wrong('There is something after the end.') : null);
}

/** Line and column from 1, as people count them. */
export function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
