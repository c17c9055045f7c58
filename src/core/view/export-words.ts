import type { ExportProgress } from '../ipc/history-views.ts';
import { countEvents } from './marked-words.ts';

/** The planned export. `count` is `null` while it is not known. */
export function describeExport(count: number | null, query: string): string {
  const which = query.trim() === '' ? '' : ` matching ${query.trim()}`;
  if (count === 0) return `No event${which === '' ? ' is there' : which}, so there is nothing to export.`;
  if (count === null) return which === '' ? 'All events.' : `The events${which}.`;
  return `${which === '' && count > 1 ? 'All ' : ''}${countEvents(count)}${which}.`;
}

/** "12,000 of 48,000 events in house.csv". */
export function describeRunning({ written, total, file }: ExportProgress): string {
  if (total === null) return `Looking for the oldest event for ${file}`;
  return `${written.toLocaleString('en-GB')} of ${countEvents(total)} in ${file}`;
}

/** The written part, 0 to 1; `null` while that is not known. */
export function shareOf({ written, total }: ExportProgress): number | null {
  return total === null || total === 0 ? null : Math.min(1, written / total);
}

/** How an export ended, in a sentence. */
export function describeEnded({ kind, written, file, message }: ExportProgress): string {
  return kind === 'done' ? `${countEvents(written)} in ${file}.` : message;
}
