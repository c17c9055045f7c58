import { basename } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { formatDay } from '../../core/time/format-time.ts';
import { exportEvents } from '../../core/export/export-events.ts';
import { readMatches } from '../../core/history/read-matches.ts';
import type { HistorySearch } from '../../core/history/history.ts';
import type { ExportProgress } from '../../core/ipc/history-views.ts';
import type { ExportFormat } from '../../core/export/export-format.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import type { RedactionRules } from '../../core/redaction/default-rules.ts';
import { createRedactor } from '../../core/redaction/redact.ts';
import { describeUnwritable } from '../../node/describe-file-problem.ts';
import { openReplacementFile, type ReplacementFile } from '../../node/whole-file.ts';

/** Shortest time between two reports of progress. */
const REPORT_EVERY_MS = 100;

/** Without it, spreadsheets on Windows read CSV in the local code page. Programs should use NDJSON or JSON. */
const BYTE_ORDER_MARK = '\uFEFF';

export interface ExportsPorts {
  readonly clock: Clock;
  /**
   * All matches of a query in a source; a sentence when the source is gone or the query is invalid. The export closes it.
   */
  readonly search: (source: LogSource, query: string) => HistorySearch | string;
  readonly serverName: (serverId: string) => string;
  readonly redaction: () => RedactionRules;
  /** Asks a person for the path; `null` when they chose none. */
  readonly chooseSaveFile: (suggestedName: string, format: ExportFormat) => Promise<string | null>;
  readonly push: (progress: ExportProgress) => void;
  /** Opens the folder of a file, with the file marked. */
  readonly showInFolder: (path: string) => void;
  /** How the file is opened; replaceable for tests. */
  readonly openFile?: (path: string) => Promise<ReplacementFile>;
}

export type Exports = ReturnType<typeof createExports>;

/** Writes what matches a query to a file that a person chooses; one export at a time. */
export function createExports(ports: ExportsPorts) {
  let running: { readonly abort: AbortController; readonly ending: Promise<unknown> } | null = null;
  let isChoosing = false;
  /** The only file that a page may have shown: a page never knows a path. */
  let lastWritten: string | null = null;

  async function run(
    path: string,
    search: HistorySearch,
    format: ExportFormat,
    signal: AbortSignal,
  ): Promise<ExportProgress> {
    const file = basename(path);
    const report = createReport(file, ports);
    const redact = createRedactor(ports.redaction());
    let target: ReplacementFile | null = null;
    try {
      const open = await (ports.openFile ?? openReplacementFile)(path);
      target = open;
      if (format === 'csv') await open.write(BYTE_ORDER_MARK);
      const { kind } = await exportEvents({
        matches: readMatches(search, { limit: null, reverse: false, signal }),
        format,
        serverName: ports.serverName,
        redact,
        write: (text) => open.write(text),
        onProgress: report.tell,
        signal,
      });
      if (kind === 'cancelled') {
        await open.discard();
        return report.end('cancelled', 'The export was cancelled, and nothing was left behind.');
      }
      await open.commit();
      lastWritten = path;
      return report.end('done', '');
    } catch (error) {
      await target?.discard().catch(() => undefined);
      return report.end('failed', describeUnwritable(error, file));
    } finally {
      search.close();
    }
  }

  return {
    /** Resolves at the end of the export with its last progress, or to `null` when no file was chosen. Never throws. */
    async exportView(source: LogSource, query: string, format: ExportFormat): Promise<ExportProgress | null> {
      if (running !== null || isChoosing)
        return refuse('Another export is running. Wait for it, or cancel it.');
      isChoosing = true;
      const path = await ports
        .chooseSaveFile(suggestName(format, ports.clock.now()), format)
        .finally(() => (isChoosing = false));
      if (path === null) return null;
      const search = ports.search(source, query);
      if (typeof search === 'string') return refuse(search);
      lastWritten = null;
      const abort = new AbortController();
      const ending = run(path, search, format, abort.signal);
      running = { abort, ending };
      return ending.finally(() => (running = null));
    },
    /** Shows the file that was written last, if there is one. */
    showInFolder(): void {
      if (lastWritten !== null) ports.showInFolder(lastWritten);
    },
    cancel(): void {
      running?.abort.abort();
    },
    /** Cancels, and resolves when the unfinished file is deleted. */
    async stop(): Promise<void> {
      running?.abort.abort();
      await running?.ending;
    },
  };
}

function refuse(message: string): ExportProgress {
  return { kind: 'failed', written: 0, total: null, file: '', message };
}

/** Sends progress to the page, not faster than a person can read, and always the last one. */
function createReport(file: string, { clock, push }: ExportsPorts) {
  let reach: { readonly written: number; readonly total: number | null } = { written: 0, total: null };
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    tell: (written: number, total: number | null): void => {
      reach = { written, total };
      if (clock.monotonic() - toldAt < REPORT_EVERY_MS) return;
      toldAt = clock.monotonic();
      push({ kind: 'running', ...reach, file, message: '' });
    },
    end(kind: 'done' | 'cancelled' | 'failed', message: string): ExportProgress {
      const last = { kind, ...reach, file, message };
      push(last);
      return last;
    },
  };
}

/** `porchlight-2026-11-21-1402.ndjson`, by the local clock. */
function suggestName(format: ExportFormat, now: number): string {
  const date = new Date(now);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `porchlight-${formatDay(now)}-${two(date.getHours())}${two(date.getMinutes())}.${format}`;
}
