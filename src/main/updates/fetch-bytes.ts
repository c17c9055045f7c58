import type { Clock } from '../../core/clock.ts';
import type { UpdateFailure } from '../../core/updates/updates-view.ts';

/** For a whole answer, so that a trickle can't stretch it. */
export const LIST_DEADLINE_MS = 30_000;

export type FetchedBytes =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly failure: UpdateFailure };

/**
 * What is used of `fetch`, that of Node or that of Electron's session. It gets no signal: a request with one is in a registry of what is
 * collected as garbage, and where that happens while the process ends, Node 18 clears it for ever instead of ending
 * (https://github.com/nodejs/node/issues/47748, seen on Electron 25.1.1).
 */
export type Fetch = (url: string) => Promise<Response>;

/** Reads a small file whole. Never rejects. @param cut ends a request that gets no answer, of which there is nothing else to end it by */
export async function fetchBytes(
  fetch: Fetch,
  clock: Clock,
  url: string,
  maxBytes: number,
  cut: () => void,
): Promise<FetchedBytes> {
  const read = fetch(url).then(
    (response) => readAnswer(response, maxBytes),
    (error: unknown) => failed(isBlocked(error) ? 'blocked' : 'unreachable'),
  );
  return new Promise((resolve) => {
    const undo = clock.after(LIST_DEADLINE_MS, () => {
      resolve(failed('slow'));
      cut();
    });
    void read.then(resolve).finally(undo);
  });
}

async function readAnswer({ status, ok, body }: Response, maxBytes: number): Promise<FetchedBytes> {
  const stream: ReadableStream<Uint8Array> | null = body;
  const reader = stream?.getReader();
  try {
    if (status === 404 || status === 410) return failed('missing');
    if (!ok || reader === undefined) return failed('unreachable');
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { kind: 'bytes', bytes: Buffer.concat(parts) };
      length += value.length;
      if (length > maxBytes) return failed('too-large');
      parts.push(value);
    }
  } catch {
    return failed('unreachable');
  } finally {
    void reader?.cancel().catch(() => undefined);
  }
}

function failed(failure: UpdateFailure): FetchedBytes {
  return { kind: 'failed', failure };
}

/** What our own guard of the session refuses. */
function isBlocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes('ERR_BLOCKED_BY_CLIENT');
}
