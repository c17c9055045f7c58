import type { IncomingMessage } from 'node:http';

/** A request that came in, without its secrets: header names but no values, no password in the query. */
export interface RequestRecord {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Lower case, in the order sent. */
  readonly headerNames: readonly string[];
  /** `null` when nobody asked for a credential, as with an unknown path. */
  readonly authorised: boolean | null;
  /** Epoch ms. */
  readonly at: number;
}

const MAX_RECORDS = 1_000;

/** The latest requests, oldest first; no more than a thousand. */
export function createRequestLog(): {
  readonly records: readonly RequestRecord[];
  add(record: RequestRecord): void;
} {
  const records: RequestRecord[] = [];
  return {
    records,
    add(record) {
      if (records.push(record) > MAX_RECORDS) records.shift();
    },
  };
}

export function toRequestRecord(
  request: IncomingMessage,
  authorised: boolean | null,
  at: number,
): RequestRecord {
  return {
    method: request.method ?? '',
    path: (request.url ?? '').replace(/(password=)[^&]*/gi, '$1***'),
    headerNames: request.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()),
    authorised,
    at,
  };
}
