import type { ExportItem } from './export-item.ts';

/**
 * One JSON object on one line, without its line end: the event as Home Assistant sent it and a last member `porchlight`.
 * Rows of our own, such as a gap, have that member alone, so that a file tells where it has holes.
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
  // Of a line that is no event: `gap`, `server` or `unparsed`, when it happened, what it says, its colour family, and as it came.
  const told = { kind: row.kind, at: toIso(row.at), text: row.text, tone: row.tone };
  return { ...facts, ...told, ...(raw === '' ? {} : { raw }) };
}

/** Longest distance from 1970 that a date can have, milliseconds. https://tc39.es/ecma262/#sec-time-values-and-time-range */
const MAX_TIME = 8.64e15;

/** ISO 8601 in UTC with milliseconds. */
export function toIso(at: number): string {
  return new Date(Math.min(MAX_TIME, Math.max(-MAX_TIME, at))).toISOString();
}
