import { stat } from 'node:fs/promises';
import { splitFrames } from '../core/export/foreign-lines.ts';
import { MAX_CAPTURE_LINE_BYTES, parseCaptureLine } from '../core/export/parse-capture.ts';
import type { Matches } from '../core/history/read-matches.ts';
import type { HistoryEntry, StoredEvent } from '../core/history/history.ts';
import { itemOf, toStoredEvent, type KeptEntry } from '../core/log/log-entry.ts';
import type { QueryNode } from '../core/query/ast.ts';
import { createMatcher } from '../core/query/create-matcher.ts';
import { type Redact, redactMessage } from '../core/redaction/redact.ts';
import { readLines } from '../node/read-lines.ts';

export interface CaptureMatchesOptions {
  readonly path: string;
  /** Redacts events before they are searched or printed. */
  readonly redact: Redact;
  readonly root: QueryNode;
  readonly limit: number | null;
  readonly reverse: boolean;
  /** Epoch ms, for events that don't say when they were. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/** The matches of a query in a file of events, and what was skipped. */
export interface CaptureMatches extends Matches {
  /** Lines so far that were not events. */
  skipped(): number;
  /** Events so far, also those that did not match. */
  events(): number;
}

/** Reads a file of events in its order, in constant memory except for the newest `limit` matches. */
export function readCaptureMatches(options: CaptureMatchesOptions): CaptureMatches {
  const { path, limit, reverse, now, redact, signal } = options;
  const isMatch = createMatcher(options.root, { serverNames: new Map() });
  let skipped = 0;
  let events = 0;
  let total: number | null = null;

  function take(line: string | null): StoredEvent | null {
    const parsed = line === null ? ({ kind: 'skipped' } as const) : parseCaptureLine(line, events + 1, now);
    if (parsed.kind === 'skipped') skipped += 1;
    if (parsed.kind === 'skipped' || parsed.kind === 'blank') return null;
    events += 1;
    const entry = toKept(parsed, redact);
    return isMatch(itemOf(entry)) ? toStoredEvent(entry) : null;
  }

  async function* readAll(): AsyncGenerator<readonly StoredEvent[]> {
    for await (const { lines } of readLines(path, { maxLineBytes: MAX_CAPTURE_LINE_BYTES, signal })) {
      yield lines
        .flatMap(splitFrames)
        .map(take)
        .filter((stored) => stored !== null);
    }
  }

  async function* readLast(count: number): AsyncGenerator<readonly StoredEvent[]> {
    let last: StoredEvent[] = [];
    for await (const page of readAll()) {
      last.push(...page);
      // Keeps up to twice as many before it drops the older half, so that each is moved at most once.
      if (last.length > count * 2 + page.length) last = last.slice(-count);
    }
    last = last.slice(-count);
    total = last.length;
    if (!signal.aborted) yield reverse ? last.toReversed() : last;
  }

  return {
    pages: limit === null ? readAll() : readLast(limit),
    total: () => total,
    skipped: () => skipped,
    events: () => events,
  };
}

/** An entry as a history would return it, redacted. */
function toKept(entry: HistoryEntry, redact: Redact): KeptEntry {
  if (entry.kind === 'own') return { ...entry, bookmarked: false };
  const { raw, event } = redactMessage(entry.raw, redact);
  return { ...entry, kind: event === null ? 'unparsed' : 'event', raw, bookmarked: false };
}

/** @throws the system's error when it can't be read. */
export async function checkCapture(path: string): Promise<void> {
  const info = await stat(path);
  if (info.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
}
