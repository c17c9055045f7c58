import type { HistoryEntry } from '../history/history.ts';
import type { CaptureLine } from './parse-capture.ts';

/** Longest id that a server may have. */
const MAX_SERVER_ID_CHARS = 64;

/** Server of a line that names none. */
const UNNAMED = 'capture';

/**
 * What a history keeps of a line of a capture. Servers are known by their names there, so the name is the id.
 *
 * @param now epoch ms, for a line that doesn't say when it was.
 */
export function toCaptureEntry(
  line: Exclude<CaptureLine, { readonly kind: 'blank' | 'skipped' }>,
  seq: number,
  now: number,
): HistoryEntry {
  const serverId = line.server === '' ? UNNAMED : line.server.slice(0, MAX_SERVER_ID_CHARS);
  const receivedAt = line.receivedAt ?? now;
  if (line.kind === 'event') {
    const { raw, recovered, alert } = line;
    return { kind: 'event', seq, serverId, receivedAt, alert, recovered, raw };
  }
  if (line.raw !== '') {
    return { kind: 'event', seq, serverId, receivedAt, alert: false, recovered: false, raw: line.raw };
  }
  const { rowKind, tone, text } = line;
  const own = { kind: 'imported', rowKind, tone, text } as const;
  return { kind: 'own', seq, serverId, at: line.at ?? receivedAt, own };
}
