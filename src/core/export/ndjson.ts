import type { RowTone } from '../events/row.ts';
import type { ExportItem } from './export-item.ts';

/** What Porchlight adds to an event of an export, as its member `porchlight`. */
interface PorchlightMember {
  readonly seq: number;
  /** Name of the server. */
  readonly server: string;
  /** ISO 8601, UTC: when it arrived here. */
  readonly received_at: string;
  readonly recovered?: true;
  readonly alert?: true;
  /** Of a line that is no event: `gap`, `server` or `unparsed`. */
  readonly kind?: string;
  /** Of such a line: when it happened, what it says, its colour family, and the text as it came. */
  readonly at?: string;
  readonly text?: string;
  readonly tone?: RowTone;
  readonly raw?: string;
}

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

function toPorchlightMember({ stored, serverName, event }: ExportItem): PorchlightMember {
  const { row, seq, receivedAt, raw } = stored;
  return {
    seq,
    server: serverName,
    received_at: toIso(receivedAt),
    ...(row.recovered === true ? { recovered: true } : {}),
    ...(row.alert ? { alert: true } : {}),
    ...(event === null
      ? {
          kind: row.kind,
          at: toIso(row.at),
          text: row.text,
          tone: row.tone,
          ...(raw === '' ? {} : { raw }),
        }
      : {}),
  };
}

/** Longest distance from 1970 that a date can have, milliseconds. https://tc39.es/ecma262/#sec-time-values-and-time-range */
const MAX_TIME = 8.64e15;

/** ISO 8601 in UTC with milliseconds. */
export function toIso(at: number): string {
  return new Date(Math.min(MAX_TIME, Math.max(-MAX_TIME, at))).toISOString();
}
