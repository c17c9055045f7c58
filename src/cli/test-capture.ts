import { basename } from 'node:path';
import { decodeMessage } from '../core/events/decode.ts';
import type { HaEvent } from '../core/events/event.ts';
import { splitFrames } from '../core/export/foreign-lines.ts';
import { MAX_CAPTURE_LINE_BYTES, parseCaptureLine, type CaptureLine } from '../core/export/parse-capture.ts';
import type { QueryContext } from '../core/query/item.ts';
import type { Decision } from '../core/rules/engine.ts';
import { createCaptureReplay } from '../core/rules/replay-capture.ts';
import type { Rule } from '../core/rules/rule.ts';
import { describeUnreadable } from '../node/describe-file-problem.ts';
import { readLines } from '../node/read-lines.ts';
import { checkCapture } from './capture-matches.ts';
import { Problem } from './exit-code.ts';

/** Names of the servers in a file of events. @throws Problem when it can't be read */
export async function lookIntoCapture(
  path: string,
  now: number,
  signal: AbortSignal,
): Promise<{ readonly serverIds: ReadonlySet<string> }> {
  await checkCapture(path).catch((error: unknown) => {
    throw new Problem(describeUnreadable(error, basename(path)));
  });
  const serverIds = new Set<string>();
  await readEvents(path, now, signal, ({ serverId }) => {
    if (serverIds.size < MAX_SERVERS) serverIds.add(serverId);
  });
  return { serverIds };
}

/** A file may name as many servers as it has lines. */
const MAX_SERVERS = 100;

interface ReplayCaptureOptions {
  readonly path: string;
  /** Epoch ms, for events that don't say when they were. */
  readonly now: number;
  readonly signal: AbortSignal;
  readonly rules: readonly Rule[];
  readonly context: QueryContext;
  tell(decision: Decision): Promise<void>;
}

/** Tells what rules would have told of the events of a file, while it is read, in constant memory. */
export async function replayCapture({
  path,
  now,
  signal,
  rules,
  context,
  tell,
}: ReplayCaptureOptions): Promise<{ readonly events: number; readonly skipped: number }> {
  let waiting: Decision[] = [];
  const tellAll = async (): Promise<void> => {
    const due = waiting;
    waiting = [];
    for (const decision of due) await tell(decision);
  };
  const replay = createCaptureReplay(rules, context, (decision) => waiting.push(decision));
  await readEvents(path, now, signal, (line, event) => {
    if (event !== null) replay.lookAhead(event, line.serverId);
  });
  let events = 0;
  const skipped = await readEvents(
    path,
    now,
    signal,
    (line, event) => {
      if (line.kind === 'own') {
        if (line.own.kind === 'imported' && line.own.rowKind === 'gap') replay.missed(line.serverId, line.at);
      } else if (event !== null) {
        events += 1;
        replay.take({ at: line.receivedAt, seq: line.seq, serverId: line.serverId, event });
      }
    },
    tellAll,
  );
  replay.end();
  await tellAll();
  return { events, skipped };
}

type Kept = Exclude<CaptureLine, { readonly kind: 'blank' | 'skipped' }>;

/** Returns the number of lines that are no events. */
async function readEvents(
  path: string,
  now: number,
  signal: AbortSignal,
  take: (line: Kept, event: HaEvent | null) => void,
  afterBatch: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  let seq = 0;
  let skipped = 0;
  for await (const { lines } of readLines(path, { maxLineBytes: MAX_CAPTURE_LINE_BYTES, signal })) {
    for (const text of lines.flatMap(splitFrames)) {
      const line = text === null ? ({ kind: 'skipped' } as const) : parseCaptureLine(text, seq + 1, now);
      if (line.kind === 'skipped') skipped += 1;
      if (line.kind === 'skipped' || line.kind === 'blank') continue;
      seq += 1;
      const decoded = line.kind === 'event' ? decodeMessage(line.raw) : null;
      take(line, decoded?.kind === 'event' ? decoded.event : null);
    }
    await afterBatch();
  }
  return skipped;
}
