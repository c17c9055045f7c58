/** Where a text stops being JSON: one sentence, and the UTF-16 position. */
export interface JsonProblem {
  readonly message: string;
  readonly at: number;
}

// eslint-disable-next-line no-control-regex
const PLAIN = /[^"\\\u0000-\u001f]*/;
/** Deepest nesting that is read. */
const MAX_DEPTH = 64;

/**
 * The first thing that is wrong with a JSON text (RFC 8259); `null` when nothing is. Engines say it in words of their own,
 * some without a position.
 */
export function findJsonProblem(text: string): JsonProblem | null {
  try {
    const scan = new Scan(text);
    scan.value(0);
    scan.end();
    return null;
  } catch (problem) {
    if (problem instanceof Stop) return { message: problem.message, at: Math.min(problem.at, text.length) };
    throw problem;
  }
}

/** Line and column from 1, as people count them. */
export function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

class Stop extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

class Scan {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): void {
    this.#skip();
    if (depth > MAX_DEPTH) throw new Stop('This is nested too deeply.', this.#at);
    switch (this.#text[this.#at]) {
      case '{':
        this.#members('}', depth, () => this.#key());
        break;
      case '[':
        this.#members(']', depth, () => undefined);
        break;
      case '"':
        this.#string();
        break;
      default:
        this.#word();
    }
  }

  end(): void {
    this.#skip();
    if (this.#at < this.#text.length) throw new Stop('There is something after the end.', this.#at);
  }

  #skip(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? '\0')) this.#at += 1;
  }

  #take(pattern: RegExp): boolean {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.#at;
    if (!sticky.test(this.#text)) return false;
    this.#at = sticky.lastIndex;
    return true;
  }

  #members(close: '}' | ']', depth: number, before: () => void): void {
    const openedAt = this.#at;
    this.#at += 1;
    this.#skip();
    if (this.#take(close === '}' ? /\}/ : /\]/)) return;
    for (;;) {
      this.#skip();
      if (this.#text[this.#at] === close) throw new Stop(`Remove the comma before ${close}.`, this.#at);
      before();
      this.value(depth + 1);
      this.#skip();
      if (this.#take(close === '}' ? /\}/ : /\]/)) return;
      if (this.#at >= this.#text.length) throw new Stop(`A ${close} is missing at the end.`, openedAt);
      if (!this.#take(/,/)) throw new Stop(`A comma or ${close} is missing here.`, this.#at);
    }
  }

  #key(): void {
    if (this.#text[this.#at] !== '"') throw new Stop('A name in double quotes is missing here.', this.#at);
    this.#string();
    this.#skip();
    if (!this.#take(/:/)) throw new Stop('A colon is missing after the name.', this.#at);
  }

  #string(): void {
    const openedAt = this.#at;
    this.#at += 1;
    for (;;) {
      this.#take(PLAIN);
      if (this.#take(/"/)) return;
      if (this.#at >= this.#text.length) throw new Stop('This text has no closing quote.', openedAt);
      if (this.#text[this.#at] !== '\\') {
        throw new Stop('A text can not hold a line break or tab. Write \\n or \\t.', this.#at);
      }
      if (!this.#take(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/)) {
        throw new Stop('A backslash has to be written twice.', this.#at);
      }
    }
  }

  #word(): void {
    const startedAt = this.#at;
    if (this.#take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/))
      return;
    if (this.#at >= this.#text.length) throw new Stop('A value is missing at the end.', startedAt);
    if (this.#text[startedAt] === "'") throw new Stop('JSON wants double quotes.', startedAt);
    if (this.#take(/[-+.\d][\w.+-]*/)) throw new Stop('This is not a number of JSON.', startedAt);
    if (this.#take(/\w+/)) throw new Stop('A text needs double quotes.', startedAt);
    throw new Stop('A value is missing here.', startedAt);
  }
}
