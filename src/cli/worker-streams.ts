import { createReadStream, fstatSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { Writable, type Readable } from 'node:stream';
import { isatty, ReadStream, WriteStream } from 'node:tty';

/** Standard input, opened as Node does it for a main thread: https://nodejs.org/api/process.html#a-note-on-process-io. */
export function openInput(): NodeJS.ReadStream {
  const stream: Readable = isatty(0)
    ? new ReadStream(0)
    : isFile(0)
      ? createReadStream('', { fd: 0, autoClose: false })
      : new Socket({ fd: 0, readable: true, writable: false });
  // Nobody may ask for it, and then it must not keep the program alive.
  stream.pause();
  return stream as unknown as NodeJS.ReadStream;
}

/** Standard output (1) or standard error (2). A reader that goes away is no error; who writes much notices it by itself. */
export function openOutput(fd: 1 | 2): NodeJS.WriteStream {
  const stream: Writable = isatty(fd)
    ? new WriteStream(fd)
    : isFile(fd)
      ? createFileOutput(fd)
      : new Socket({ fd, readable: false, writable: true });
  stream.on('error', () => undefined);
  return stream as unknown as NodeJS.WriteStream;
}

/** Resolves when all that was written has left, or never will. */
export function flush(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.errored !== null) {
      resolve();
      return;
    }
    stream.once('close', resolve);
    stream.once('error', () => {
      resolve();
    });
    stream.write('', () => {
      resolve();
    });
  });
}

function isFile(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    // /dev/null is a character device, which a socket cannot be made of.
    return stat.isFile() || stat.isCharacterDevice();
  } catch {
    return true;
  }
}

/** A file takes everything at once. */
function createFileOutput(fd: number): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      try {
        let rest = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}
