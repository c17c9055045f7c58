import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { History } from '../../core/history/history.ts';
import { splitFrames } from '../../core/export/foreign-lines.ts';
import {
  MAX_CAPTURE_LINE_BYTES,
  parseCaptureLine,
  type CaptureLine,
} from '../../core/export/parse-capture.ts';
import { describeUnreadable } from '../../node/describe-file-problem.ts';
import { readLines } from '../../node/read-lines.ts';

/** The largest file that is read. */
const MAX_CAPTURE_BYTES = 2 * 1_073_741_824;

/** If so many bytes contain no event, the file is not a file of events. */
const MAX_BYTES_WITHOUT_EVENT = 8 * 1_048_576;

/** Reading pauses when so many bytes wait for the history. */
const MAX_BACKLOG_BYTES = 8 * 1_048_576;

export interface ReadCaptureOptions {
  readonly path: string;
  /** Empty. Events are appended in the order of the file, numbered from 1. */
  readonly history: Pick<History, 'append' | 'backlogBytes' | 'flush' | 'status'>;
  readonly signal: AbortSignal;
  /** Epoch ms, for events that don't say when they were. */
  readonly now: number;
  readonly onProgress: (events: number, skipped: number, readShare: number) => void;
}

export type ReadCapture =
  | { readonly ok: true; readonly events: number; readonly skipped: number }
  /** One sentence. */
  | { readonly ok: false; readonly problem: string };

/** Reads a file of events into a history. Never throws. */
export async function readCapture(options: ReadCaptureOptions): Promise<ReadCapture> {
  const name = basename(options.path);
  try {
    const info = await stat(options.path);
    if (!info.isFile()) return refuse(`${name} is no file. Choose a file of events.`);
    if (info.size > MAX_CAPTURE_BYTES) {
      return refuse(`${name} is larger than 2 GB. Split it, or export fewer events.`);
    }
    return await readEvents(options, name, info.size);
  } catch (error) {
    return refuse(describeUnreadable(error, name));
  }
}

async function readEvents(options: ReadCaptureOptions, name: string, size: number): Promise<ReadCapture> {
  const { path, history, signal, now, onProgress } = options;
  let seq = 0;
  let events = 0;
  let skipped = 0;

  function take(line: CaptureLine): void {
    if (line.kind === 'blank') return;
    if (line.kind === 'skipped') {
      skipped += 1;
      return;
    }
    seq += 1;
    if (line.kind === 'event') events += 1;
    history.append(line);
  }

  for await (const { lines, bytesRead } of readLines(path, {
    maxLineBytes: MAX_CAPTURE_LINE_BYTES,
    signal,
  })) {
    for (const line of lines.flatMap(splitFrames))
      take(line === null ? { kind: 'skipped' } : parseCaptureLine(line, seq + 1, now));
    if (seq === 0 && bytesRead > MAX_BYTES_WITHOUT_EVENT) break;
    onProgress(events, skipped, Math.min(1, bytesRead / Math.max(1, size)));
    if (history.backlogBytes() > MAX_BACKLOG_BYTES) await history.flush();
    if (history.status().problem === 'full') {
      return refuse(`There is no room left on the disk to open ${name}. Free some space, then try again.`);
    }
  }
  await history.flush();
  if (seq === 0) {
    return refuse(
      `${name} holds no events. Choose a file with one event a line, such as one that Porchlight exported as NDJSON.`,
    );
  }
  return { ok: true, events, skipped };
}

function refuse(problem: string): ReadCapture {
  return { ok: false, problem };
}
