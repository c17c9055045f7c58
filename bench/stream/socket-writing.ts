import type { Socket } from 'node:net';

/** As Home Assistant writes it: one message, one HTTP chunk. */
export function toChunk(text: string): string {
  return toHttpChunk(`data: ${text}\n\n`);
}

export function toHttpChunk(body: string): string {
  return `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`;
}

/** Writes at the pace of the reader; resolves when all is with the system, or the reader has gone. */
export async function writeAll(socket: Socket, buffers: Iterable<Uint8Array>): Promise<void> {
  for (const buffer of buffers) {
    if (socket.destroyed) return;
    if (!socket.write(buffer)) await drained(socket);
  }
}

/** Resolves when the socket takes more, or is closed. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    function done(): void {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    }
    socket.on('drain', done);
    socket.on('close', done);
  });
}
