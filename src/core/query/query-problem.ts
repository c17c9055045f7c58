import type { QueryError } from './ast.ts';

/** Thrown by the parser and caught by `parseQuery`. */
export class QueryProblem extends Error {
  constructor(
    message: string,
    readonly from: number,
    readonly to: number,
  ) {
    super(message);
  }

  toError(): QueryError {
    return { message: this.message, from: this.from, to: this.to };
  }
}

/** Longest piece of a query that an error quotes. */
const MAX_QUOTED_CHARS = 40;

/** A piece of the query inside a sentence: “entitty”. */
export function quoted(piece: string): string {
  const short = piece.length > MAX_QUOTED_CHARS ? `${piece.slice(0, MAX_QUOTED_CHARS)}…` : piece;
  return `“${short}”`;
}
