import type { SendDraft } from './send-draft.ts';
import type { HistoryStatus } from '../history/history.ts';
import type { RedactionRules } from '../redaction/default-rules.ts';

/** An opened file of events. */
export interface CaptureView {
  readonly id: string;
  readonly name: string;
  readonly events: number;
  /** Lines of the file that were not events. */
  readonly skipped: number;
  /** How much of the file was read, 0 to 1; `null` when all was. */
  readonly readShare: number | null;
}

export interface HistoryView {
  readonly keep: boolean;
  readonly maxBytes: number;
  readonly maxAgeDays: number;
  readonly status: HistoryStatus;
  readonly redaction: RedactionRules;
}

/** Progress of an export. Pushed at most ten times a second and at its end. */
export interface ExportProgress {
  readonly kind: 'running' | 'done' | 'cancelled' | 'failed';
  readonly written: number;
  /** `null` while matches are still being counted. */
  readonly total: number | null;
  /** Name of the file, without its folder. */
  readonly file: string;
  /** One sentence when it failed. */
  readonly message: string;
}

/** A range of the log between two marks. `toSeq` is `null` while it is recorded. */
export interface MarkedSession {
  readonly fromSeq: number;
  readonly startedAt: number;
  readonly toSeq: number | null;
  readonly endedAt: number | null;
  /** Events that arrived in it so far. */
  readonly events: number;
}

export interface SentItem extends SendDraft {
  readonly at: number;
  readonly ok: boolean;
  /** One sentence: what the server said, or why it failed. */
  readonly message: string;
}
