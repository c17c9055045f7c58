import type { ExportFormat } from './export-format.ts';
import { CSV_HEAD, toCsvLine } from './csv.ts';
import { toExportItem, type ExportContext, type ExportItem } from './export-item.ts';
import { toNdjsonLine } from './ndjson.ts';
import type { Matches } from '../history/read-matches.ts';

/** How the events of a format are put together to one text. */
interface Layout {
  readonly head: string;
  readonly toRecord: (item: ExportItem) => string;
  /** Stands between two records. */
  readonly between: string;
  readonly foot: string;
}

const LAYOUTS: Readonly<Record<ExportFormat, Layout>> = {
  ndjson: { head: '', toRecord: (item) => `${toNdjsonLine(item)}\n`, between: '', foot: '' },
  json: { head: '[', toRecord: (item) => `\n${toNdjsonLine(item)}`, between: ',', foot: '\n]\n' },
  csv: { head: CSV_HEAD, toRecord: toCsvLine, between: '', foot: '' },
};

export interface ExportRequest extends ExportContext {
  /** What is written, in that order. */
  readonly matches: Matches;
  readonly format: ExportFormat;
  /** Takes a piece of text; waited for, so that a slow disk or pipe is not run over. What it throws ends the export. */
  readonly write: (text: string) => Promise<void>;
  /** Events written so far, and how many there will be; `null` while that is not known. */
  readonly onProgress?: (written: number, total: number | null) => void;
  /** The one that ends `matches`, too. */
  readonly signal: AbortSignal;
}

export interface ExportResult {
  readonly kind: 'done' | 'cancelled';
  readonly written: number;
}

/** Writes events in one of the formats, in constant memory. */
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
