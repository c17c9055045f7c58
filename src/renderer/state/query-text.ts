import type { QueryError } from '../../core/query/ast.ts';
import { parseQuery } from '../../core/query/parse-query.ts';

/** The text of a query: as typed, and the last one that could be read. */
export class QueryText {
  #text = '';
  #typed = '';
  #error: QueryError | null = null;

  /** In effect; it can be parsed. */
  get text(): string {
    return this.#text;
  }

  /** As typed, wrong or right. */
  get typed(): string {
    return this.#typed;
  }

  /** What is wrong with the text as typed. */
  get error(): QueryError | null {
    return this.#error;
  }

  get isEmpty(): boolean {
    return this.#text.trim() === '';
  }

  /** Takes another text. Returns whether the one in effect is another now: what can't be parsed leaves it as it was. */
  set(typed: string): boolean {
    const before = this.#text;
    const parsed = parseQuery(typed, { now: Date.now() });
    this.#typed = typed;
    this.#error = parsed.ok ? null : parsed.error;
    if (parsed.ok) this.#text = typed;
    return this.#text !== before;
  }
}
