import { readCapture } from './captures.ts';
import type { CaptureName } from './captures.ts';
import { createLoopbackServer } from './loopback-server.ts';
import type { LoopbackServer } from './loopback-server.ts';
import type { ScriptedAnswer } from './scripted-answer.ts';

/** How a recorded body is cut into packets: as it was recorded, or into so many bytes each, or as a function says. */
export type Cutting = 'as-recorded' | number | ((body: Uint8Array) => Iterable<Uint8Array>);

export interface ReplayOptions {
  readonly capture: CaptureName;
  readonly cutting?: Cutting;
  /** What follows the last byte; a clean end, as recorded, unless told. */
  readonly then?: Exclude<ScriptedAnswer['then'], undefined>;
}

/** A server that plays a recording to everyone who asks for `/api/stream`, with the recorded media type. */
export function createReplayServer({
  capture: name,
  cutting = 'as-recorded',
  then = 'end',
}: ReplayOptions): Promise<LoopbackServer> {
  const capture = readCapture(name);
  const mediaType = /^Content-Type: (.*)$/im.exec(capture.head)?.[1]?.trim() ?? '';
  return createLoopbackServer(({ path }) =>
    path.split('?', 1)[0] === '/api/stream'
      ? { headers: { 'Content-Type': mediaType }, body: cut(capture.body, capture.chunks, cutting), then }
      : { status: 404, headers: { 'Content-Type': 'text/plain' }, body: ['404: Not Found'] },
  );
}

function cut(body: Uint8Array, chunks: readonly Uint8Array[], cutting: Cutting): Iterable<Uint8Array> {
  if (cutting === 'as-recorded') return chunks;
  if (typeof cutting === 'function') return cutting(body);
  return cutEvery(body, cutting);
}

function* cutEvery(body: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}
