import type { ExportFormat } from './export-format.ts';
import { CSV_HEAD, toCsvLine } from './csv.ts';
import { toExportItem, type ExportContext, type ExportItem } from './export-item.ts';
import { toNdjsonLine } from './ndjson.ts';
import type { Matches } from '../history/read-matches.ts';

/** How a format joins events to one text. */
interface Layout {
  readonly head: string;
  readonly toRecord: (item: ExportItem) => string;
  /** Written between two records. */
  readonly between: string;
  readonly foot: string;
}

const LAYOUTS: Readonly<Record<ExportFormat, Layout>> = {
  ndjson: { head: '', toRecord: (item) => `${toNdjsonLine(item)}\n`, between: '', foot: '' },
  json: { head: '[', toRecord: (item) => `\n${toNdjsonLine(item)}`, between: ',', foot: '\n]\n' },
  csv: { head: CSV_HEAD, toRecord: toCsvLine, between: '', foot: '' },
};

export interface ExportRequest extends ExportContext {
  /** The events to write, in this order. */
  readonly matches: Matches;
  readonly format: ExportFormat;
  /** Writes a piece of text. The export waits for it, because a disk or pipe may be slow. An error ends the export. */
  readonly write: (text: string) => Promise<void>;
  /** Events written so far, and their total; `null` while that is not known. */
  readonly onProgress?: (written: number, total: number | null) => void;
  /** The signal that also ends `matches`. */
  readonly signal: AbortSignal;
}

export interface ExportResult {
  readonly kind: 'done' | 'cancelled';
  readonly written: number;
}

/** Writes events in a format, in constant memory. */
export async function exportEvents(request: ExportRequest): Promise<ExportResult> {
  const { matches, write, signal } = request;
  const { head, toRecord, between, foot } = LAYOUTS[request.format];
  let written = 0;

  function tell(): void {
    request.onProgress?.(written, matches.total());
  }

  tell();
  await write(head);
  for await (const page of matches.pages) {
    if (signal.aborted) break;
    if (page.length === 0) continue;
    const records = page.map((stored) => toRecord(toExportItem(stored, request)));
    await write((written === 0 ? '' : between) + records.join(between));
    written += records.length;
    tell();
  }
  if (signal.aborted) return { kind: 'cancelled', written };
  await write(foot);
  return { kind: 'done', written };
}
