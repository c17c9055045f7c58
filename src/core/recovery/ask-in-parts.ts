import type { Failure } from '../stream/failure.ts';
import type { Target } from '../stream/request.ts';
import type { ListAnswer } from '../stream/rest-list.ts';
import type { RestPorts } from '../stream/rest.ts';
import type { Span } from './parse-history.ts';

/** The server that a recovery asks, and the limit of its requests. */
export interface Asker extends RestPorts {
  readonly target: Target;
  readonly signal: AbortSignal;
  /** Waits until one more request is allowed. `false`: no more are allowed, or the signal has aborted. */
  takePlace(): Promise<boolean>;
}

/** One request to the recorder: about some entities, or about all (`null`), in a span. */
export interface Part {
  readonly span: Span;
  readonly names: readonly string[] | null;
}

/** `no-place`: no more requests are allowed. `not-needed`: its events would be left out. */
export type AskPart = (part: Part) => Promise<ListAnswer | 'not-needed' | 'no-place'>;

/** The result of a question that was asked in parts. */
export interface Asked {
  readonly answered: readonly Part[];
  /** Not asked, or not answered. */
  readonly left: readonly Part[];
  readonly failure: Failure | null;
}

/** The newest part of a long span, and by how much each one before it is longer. */
const NEWEST_MS = 3_600_000;
const LONGER_BY = 3;
/** A part is not shorter than this; it gets fewer entities instead. */
const SHORTEST_MS = 1_000;

/** Splits a span into parts, the newest hour first: the newest events matter most, and the requests are limited. */
export function inParts({ from, to }: Span, batches: readonly Part['names'][]): readonly Part[] {
  const parts: Part[] = [];
  let end = to;
  for (let lengthMs = NEWEST_MS; end > from; lengthMs *= LONGER_BY) {
    const start = end - lengthMs > from + NEWEST_MS / 2 ? end - lengthMs : from;
    for (const names of batches) parts.push({ span: { from: start, to: end }, names });
    end = start;
  }
  return parts;
}

/**
 * Asks part after part, the newest first. If an answer is too large, the part is asked again in halves. Ends when all is
 * answered, at the first failure, or when no more requests are allowed.
 */
export async function askInParts(parts: readonly Part[], ask: AskPart): Promise<Asked> {
  const waiting = [...parts];
  const answered: Part[] = [];
  const left: Part[] = [];
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const answer = await ask(part);
    if (answer === 'no-place') return { answered, left: [...left, part, ...waiting], failure: null };
    if (answer === 'not-needed') left.push(part);
    else if (answer.ok === true) answered.push(part);
    else if (answer.ok === false) {
      return { answered, left: [...left, part, ...waiting], failure: answer.failure };
    } else {
      const halves = halve(part);
      if (halves.length === 0) left.push(part);
      waiting.push(...halves);
      waiting.sort((a, b) => b.span.to - a.span.to);
    }
  }
  return { answered, left, failure: null };
}

/** The newer and the older half, or half the entities each; empty if a part can't be smaller. */
function halve({ span, names }: Part): readonly Part[] {
  if (span.to - span.from >= 2 * SHORTEST_MS) {
    const middle = Math.floor((span.from + span.to) / 2);
    // A recorder leaves out the event exactly at the end of a span.
    return [
      { span: { from: middle, to: span.to }, names },
      { span: { from: span.from, to: middle + 1 }, names },
    ];
  }
  if (names === null || names.length < 2) return [];
  const half = Math.ceil(names.length / 2);
  return [
    { span, names: names.slice(0, half) },
    { span, names: names.slice(half) },
  ];
}
