import type { Clock } from '../../core/clock.ts';
import type { UpdateFailure } from '../../core/updates/updates-view.ts';

/** For a whole answer, so that a trickle can't stretch it. */
export const LIST_DEADLINE_MS = 30_000;

export type FetchedBytes =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly failure: UpdateFailure };

/** What is used of `fetch`, that of Node or that of Electron's session. */
export type Fetch = (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>;

/** Reads a small file whole. Never rejects. */
export async function fetchBytes(
  fetch: Fetch,
  clock: Clock,
  url: string,
  maxBytes: number,
): Promise<FetchedBytes> {
  const abort = new AbortController();
  const undo = clock.after(LIST_DEADLINE_MS, () => {
    abort.abort();
  });
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (response.status === 404 || response.status === 410) return failed('missing');
    if (!response.ok || response.body === null) return failed('unreachable');
    return await readBounded(response.body, maxBytes);
  } catch (error) {
    if (abort.signal.aborted) return failed('slow');
    return failed(isBlocked(error) ? 'blocked' : 'unreachable');
  } finally {
    undo();
    abort.abort();
  }
}

async function readBounded(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<FetchedBytes> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > maxBytes) return failed('too-large');
    parts.push(part);
  }
  return { kind: 'bytes', bytes: Buffer.concat(parts) };
}

function failed(failure: UpdateFailure): FetchedBytes {
  return { kind: 'failed', failure };
}

/** What our own guard of the session refuses. */
function isBlocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes('ERR_BLOCKED_BY_CLIENT');
}
