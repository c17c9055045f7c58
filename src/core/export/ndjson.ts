import type { ExportItem } from './export-item.ts';

/**
 * One JSON object on one line, without its line end: the event, redacted, and a last member `porchlight`.
 * Rows of our own, such as a gap, have only that member, so a file shows its gaps.
 */
export function toNdjsonLine(item: ExportItem): string {
  const member = JSON.stringify(toPorchlightMember(item));
  return item.event === null
    ? `{"porchlight":${member}}`
    : `${item.json.slice(0, -1)},"porchlight":${member}}`;
}

/** What Porchlight adds to an event of an export, as its member `porchlight`. Times are ISO 8601 in UTC. */
function toPorchlightMember({ stored, serverName, event }: ExportItem): Readonly<Record<string, unknown>> {
  const { row, seq, receivedAt, raw } = stored;
  const marks = {
    ...(row.recovered === true ? { recovered: true } : {}),
    ...(row.alert ? { alert: true } : {}),
  };
  const facts = { seq, server: serverName, received_at: toIso(receivedAt), ...marks };
  if (event !== null) return facts;
  // For a line that is not an event: `gap`, `server` or `unparsed`, its time, its sentence, its colour family, and its text.
  const told = { kind: row.kind, at: toIso(row.at), text: row.text, tone: row.tone };
  return { ...facts, ...told, ...(raw === '' ? {} : { raw }) };
}

/** The largest time of a `Date`, milliseconds from 1970. https://tc39.es/ecma262/#sec-time-values-and-time-range */
const MAX_TIME = 8.64e15;

/** ISO 8601 in UTC with milliseconds. */
export function toIso(at: number): string {
  return new Date(Math.min(MAX_TIME, Math.max(-MAX_TIME, at))).toISOString();
}
